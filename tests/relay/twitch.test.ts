import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Message } from '../../services/bot/contract.ts';
import { deliver } from '../../services/relay/context.ts';
import { eventually, relayDatabase, testRelay } from '../../services/relay/testing.ts';
import type { Twitch } from '../../services/relay/twitch/twitch.ts';
import { answerOf, callOf, methodsOf, statusOf } from './support/networks.ts';
import { twitchServer } from './support/twitch-server.ts';

describe('Twitch', { timeout: 60_000 }, () => {
  async function connected(t: TestContext) {
    const server = await twitchServer(t);
    const db = await relayDatabase(t);
    const relay = testRelay(t, { networks: [server.settings], db });
    await relay.start();
    server.approve();
    await server.joined(0);
    const shown = await methodsOf(relay).connectTwitch({ network: 'tv' }, callOf);
    assert.equal(shown.code, 'ABCD-EFGH');
    await server.joined(1);
    await eventually(() => relay.ctx.networks.get('tv')!.reaches('#ada'), 'the channel is reached');
    return { server, relay, db };
  }

  test('is read without an account, and spoken to with one, whose tokens are kept encrypted', async t => {
    const { server, relay, db } = await connected(t);
    assert.ok(server.chats[0]!.lines.some(line => line.startsWith('NICK justinfan')));
    server.say('!ping', { badges: 'moderator/1,subscriber/6' });
    await eventually(() => relay.heard.length === 1, 'the bot hears');
    const heard: Message = relay.heard[0]!;
    assert.deepEqual(heard, {
      ...{
        room: 'twitch/tv/#ada',
        sender: { name: 'Eve', account: '3003', role: 'moderator' },
        text: '!ping',
        direct: false,
        id: 'm1',
      },
    });
    await deliver(relay.ctx, 'twitch/tv/#ada', answerOf('pong', 'Eve'), '1');
    await eventually(() => server.sent.length === 1, 'the answer is said');
    assert.equal(server.sent[0]!.text, '@Eve pong');
    const kept = await db.selectFrom('secrets').selectAll().executeTakeFirstOrThrow();
    assert.doesNotMatch(kept.sealed.toString('latin1'), /access-|refresh-/);
    assert.equal(statusOf(relay, 'tv').nick, 'croftbot');
  });

  test('what somebody is in the channel comes along, and how many emotes they use', async t => {
    const { server, relay } = await connected(t);
    const badges = ['', 'premium/1', 'subscriber/12', 'founder/0', 'vip/1', 'moderator/1', 'broadcaster/1'];
    server.say('our own', { 'user-id': '2002', badges: 'moderator/1' });
    for (const one of badges) server.say(one || 'nobody', { badges: one, mod: '0' });
    server.say('with a badge that is new', { badges: 'lead_moderator/1', mod: '1' });
    server.say('Kappa HeyGuys Kappa hi', { emotes: '25:0-4,14-18/emotesv2_ab12:6-12' });
    await eventually(() => relay.heard.length === 9, 'the bot hears');
    assert.deepEqual(
      relay.heard.map(({ sender }) => sender.role),
      [
        ...[undefined, undefined, 'member', 'member', 'member'],
        ...['moderator', 'moderator', 'moderator', undefined],
      ],
    );
    assert.deepEqual(
      relay.heard.slice(-2).map(({ emotes }) => emotes),
      [undefined, 3],
    );
  });

  test('a token that has ended is renewed once, by whatever meets it first', async t => {
    const { server, relay } = await connected(t);
    server.expire();
    await Promise.all(['one', 'two'].map(text => deliver(relay.ctx, 'twitch/tv/#ada', answerOf(text), text)));
    await eventually(() => server.sent.length === 2, 'both are said');
    const network = relay.ctx.networks.get('tv') as Twitch;
    assert.equal(network.tokens.account?.access, 'access-2');
    server.expire();
    server.chats.at(-1)!.send(':tmi.twitch.tv RECONNECT');
    await eventually(() => network.tokens.account?.access === 'access-3', 'the chat renews it too');
    await eventually(() => network.reaches('#ada'), 'the channel is reached again');
  });

  test('an account that has been withdrawn is told, and the channel is read on', async t => {
    const { server, relay } = await connected(t);
    const before = server.chats.length;
    server.revoke();
    await deliver(relay.ctx, 'twitch/tv/#ada', answerOf('hello'), '1');
    await eventually(() => statusOf(relay, 'tv').readOnly, 'it only reads');
    await eventually(
      () => server.chats.length > before && server.chats.at(-1)!.lines.some(line => /^JOIN/.test(line)),
      'it has joined again',
    );
    server.say('still here?');
    await eventually(() => relay.heard.some(({ text }) => text === 'still here?'), 'the bot hears');
  });

  test('when Twitch asks to wait, what is said waits, and comes once', async t => {
    const { server, relay } = await connected(t);
    const reset = `${Math.floor(Date.now() / 1000) + 1}`;
    server.next.push({
      status: 429,
      headers: { 'ratelimit-reset': reset, 'ratelimit-remaining': '0' },
      json: { message: 'Too Many Requests' },
    });
    await deliver(relay.ctx, 'twitch/tv/#ada', answerOf('patience'), '1');
    await eventually(() => server.sent.length === 1, 'it is said');
    server.next.push({
      json: {
        data: [
          {
            message_id: '',
            is_sent: false,
            drop_reason: { code: 'msg_rejected', message: 'Held by AutoMod' },
          },
        ],
      },
    });
    await deliver(relay.ctx, 'twitch/tv/#ada', answerOf('held'), '2');
    await eventually(
      () => /Held by AutoMod/.test(statusOf(relay, 'tv').lastError?.words ?? ''),
      'why it was not said is told',
    );
    assert.deepEqual(
      server.sent.map(({ text }) => text),
      ['patience'],
    );
  });

  test('a long text is said in messages of at most 500 characters, and none is a command', async t => {
    const { server, relay } = await connected(t);
    await deliver(relay.ctx, 'twitch/tv/#ada', answerOf(`/ban ${'wörd '.repeat(150)}`), '1');
    await eventually(() => server.sent.length === 2, 'both parts are said');
    assert.ok(server.sent.every(({ text }) => [...text].length <= 500 && !text.startsWith('/')));
  });

  test('is moderated by the id of an account, which a name leads to', async t => {
    const { server, relay } = await connected(t);
    const methods = methodsOf(relay);
    const target = { name: 'Eve', account: '3003', message: 'm1' };
    const { results } = await methods.moderate(
      {
        room: 'twitch/tv/#ada',
        acts: [
          { act: 'delete', target, reason: '' },
          { act: 'timeout', target, minutes: 5, reason: 'spam' },
          { act: 'ban', target, reason: 'spam' },
          { act: 'lift', undo: '3003', reason: '' },
          { act: 'ban', target: { name: 'Eve' }, reason: '' },
          { act: 'timeout', target: { name: 'Ada' }, minutes: 1, reason: '' },
        ],
      },
      callOf,
    );
    assert.deepEqual(
      results.map(({ done }) => done),
      [true, true, true, true, false, true],
    );
    const common = { broadcaster_id: '1001', moderator_id: '2002' };
    assert.deepEqual(
      server.acts.map(({ method, path, fields }) => [method, path, fields]),
      [
        ['DELETE', '/helix/moderation/chat', { ...common, message_id: 'm1' }],
        ['POST', '/helix/moderation/bans', { ...common, user_id: '3003', reason: 'spam', duration: 300 }],
        ['POST', '/helix/moderation/bans', { ...common, user_id: '3003', reason: 'spam' }],
        ['DELETE', '/helix/moderation/bans', { ...common, user_id: '3003' }],
        ['POST', '/helix/moderation/bans', { ...common, user_id: '1001', reason: '', duration: 60 }],
      ],
    );
    const found = await methods.findTwitchUser({ network: 'tv', login: 'Ada' }, callOf);
    assert.deepEqual(found, { id: '1001', login: 'ada', name: 'Ada' });
    await assert.rejects(async () => methods.findTwitchUser({ network: 'tv', login: 'nobody' }, callOf), {
      code: 'not_found',
    });
  });

  test('a channel that only subscribers could speak in before is not opened when its lock is over', async t => {
    const { server, relay } = await connected(t);
    const roomstate = (tags: string) =>
      server.chats.at(-1)!.send(`@room-id=1001;${tags} :tmi.twitch.tv ROOMSTATE #ada`);
    const lock = async () => {
      const asked = { room: 'twitch/tv/#ada', acts: [{ act: 'lock' as const, reason: 'a raid' }] };
      const { results } = await methodsOf(relay).moderate(asked, callOf);
      return [results[0]!.done, results[0]!.undo, results[0]!.lift];
    };
    const known = async (word: string) => {
      server.say(word);
      await eventually(() => relay.heard.some(({ text }) => text === word), 'what came before is known');
    };
    assert.deepEqual(await lock(), [true, 'subscribers', true]);
    roomstate('subs-only=1');
    roomstate('slow=30');
    await known('one');
    assert.deepEqual(await lock(), [true, 'subscribers', true], 'it was closed from here');
    const unlock = { act: 'unlock' as const, reason: '', undo: 'subscribers' };
    await methodsOf(relay).moderate({ room: 'twitch/tv/#ada', acts: [unlock] }, callOf);
    assert.deepEqual(await lock(), [true, undefined, undefined], 'it has been closed by somebody else');
    roomstate('subs-only=0');
    await known('two');
    assert.deepEqual(await lock(), [true, 'subscribers', true]);
    assert.deepEqual(
      server.acts.map(({ path, fields }) => [path, fields['subscriber_mode']]),
      [true, false, true].map(on => ['/helix/chat/settings', on]),
    );
  });

  test('what the channel shows is told in its own room, in rooms that are joined to it, and in others while it is the only one', async t => {
    const { server, relay } = await connected(t);
    const stream = async (room: string) => (await methodsOf(relay).getStream({ room }, callOf)).stream;
    const url = 'https://www.twitch.tv/ada';
    assert.deepEqual(await stream('twitch/tv/#ada'), { live: false, title: 'Rye', about: 'Food', url });
    const started_at = '2026-11-28T10:00:00Z';
    server.live = { title: 'Sourdough', game_name: '', viewer_count: 12, started_at };
    assert.deepEqual(await stream('chat/kitchen'), {
      ...{ live: true, title: 'Sourdough', since: started_at, viewers: 12, url },
    });
    server.next.push({ status: 503, json: {} });
    await assert.rejects(stream('twitch/tv/#ada'), { code: 'unavailable' });
  });

  test('a channel that has shut the account out says so', async t => {
    const { server, relay } = await connected(t);
    server.chats
      .at(-1)!
      .send('@msg-id=msg_banned :tmi.twitch.tv NOTICE #ada :You are permanently banned from talking in ada.');
    await eventually(
      () => statusOf(relay, 'tv').places?.[0]?.problem?.includes('banned'),
      'the place tells it',
    );
    assert.equal(relay.ctx.networks.get('tv')!.reaches('#ada'), false);
  });
});
