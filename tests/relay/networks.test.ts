import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Message } from '../../services/bot/contract.ts';
import { deliver } from '../../services/relay/context.ts';
import { createMediaSigner } from '../../services/relay/matrix/media-signer.ts';
import { relayMethods } from '../../services/relay/methods/index.ts';
import { eventually, relayDatabase, type TestRelay, testRelay } from '../../services/relay/testing.ts';
import type { Twitch } from '../../services/relay/twitch/twitch.ts';
import { mastodonServer, mastodonSettings } from './support/mastodon-server.ts';
import { matrixServer, matrixSettings, PLACE } from './support/matrix-server.ts';
import { twitchServer } from './support/twitch-server.ts';

const callOf = {} as never;
const answerOf = (text: string, to?: string) => ({ text, html: '', ...(to !== undefined && { to }) });

function methodsOf(relay: TestRelay) {
  const media = createMediaSigner(new Uint8Array(32), 'https://croft.test');
  return relayMethods({ ctx: relay.ctx, media, fetcher: relay.fetcher, networks: [] });
}

function statusOf(relay: TestRelay, name: string) {
  return relay.ctx.networks.get(name)!.status;
}

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
        ],
      },
      callOf,
    );
    assert.deepEqual(
      results.map(({ done }) => done),
      [true, true, true, true, false],
    );
    const common = { broadcaster_id: '1001', moderator_id: '2002' };
    assert.deepEqual(
      server.acts.map(({ method, path, fields }) => [method, path, fields]),
      [
        ['DELETE', '/helix/moderation/chat', { ...common, message_id: 'm1' }],
        ['POST', '/helix/moderation/bans', { ...common, user_id: '3003', reason: 'spam', duration: 300 }],
        ['POST', '/helix/moderation/bans', { ...common, user_id: '3003', reason: 'spam' }],
        ['DELETE', '/helix/moderation/bans', { ...common, user_id: '3003' }],
      ],
    );
    const found = await methods.findTwitchUser({ network: 'tv', login: 'Ada' }, callOf);
    assert.deepEqual(found, { id: '1001', login: 'ada', name: 'Ada' });
    await assert.rejects(async () => methods.findTwitchUser({ network: 'tv', login: 'nobody' }, callOf), {
      code: 'not_found',
    });
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

describe('Matrix', { timeout: 60_000 }, () => {
  async function connected(t: TestContext) {
    const server = await matrixServer(t);
    server.say('before the relay came');
    const db = await relayDatabase(t);
    const relay = testRelay(t, { networks: [matrixSettings(server)], db });
    await relay.start();
    await eventually(() => relay.ctx.networks.get('home')!.reaches(PLACE), 'the room is reached');
    return { server, relay, db };
  }

  test('what is said is heard with the account of who said it, and answered', async t => {
    const { server, relay } = await connected(t);
    server.say('!ping');
    await eventually(() => relay.heard.length === 1, 'the bot hears');
    assert.deepEqual(relay.heard[0], {
      ...{
        room: `matrix/home/${PLACE}`,
        sender: { name: 'Ada', account: '@ada:test' },
        text: '!ping',
        direct: false,
        id: '$e2',
      },
    });
    server.say('I am a program', { msgtype: 'm.notice' });
    await deliver(relay.ctx, `matrix/home/${PLACE}`, answerOf('pong', 'Ada'), '1');
    await deliver(relay.ctx, `matrix/home/${PLACE}`, answerOf('pong', 'Ada'), '1');
    await eventually(() => server.events.length === 4, 'the answer is there');
    const { content } = server.events[3]!;
    assert.deepEqual(
      { msgtype: content['msgtype'], body: content['body'], mentions: content['m.mentions'] },
      { msgtype: 'm.notice', body: 'Ada: pong', mentions: {} },
    );
    assert.equal(relay.heard.length, 1);
  });

  test('what came while the relay was away is heard when it is back, with what a sync leaves out, once', async t => {
    const { server, relay, db } = await connected(t);
    await eventually(
      async () => (await db.selectFrom('cursors').selectAll().execute()).length === 1,
      'the token is kept',
    );
    await relay.stop();
    server.page = 2;
    for (const word of ['one', 'two', 'three', 'four']) server.say(word);
    const again = testRelay(t, { networks: [matrixSettings(server)], db });
    await again.start();
    await eventually(() => again.heard.length === 4, 'all four are heard');
    assert.deepEqual(
      again.heard.map(({ text }) => text),
      ['one', 'two', 'three', 'four'],
    );
  });

  test('only rooms of the configuration are joined, whoever invites and whatever they call them', async t => {
    const { server } = await connected(t);
    server.invite('!trap:evil.test');
    server.invite('!other:evil.test', '#elsewhere:test');
    await eventually(() => server.left.length === 2, 'both are declined');
    assert.deepEqual(server.left.toSorted(), ['!other:evil.test', '!trap:evil.test']);
  });

  test('a server that asks to wait is given time, and a token that is not taken is told', async t => {
    const { server, relay } = await connected(t);
    server.next.push({
      status: 429,
      json: { errcode: 'M_LIMIT_EXCEEDED', error: 'Too many requests', retry_after_ms: 900 },
    });
    await deliver(relay.ctx, `matrix/home/${PLACE}`, answerOf('later'), '1');
    await eventually(() => server.events.some(({ content }) => content['body'] === 'later'), 'it comes');
    const wrong = testRelay(t, { networks: [{ ...matrixSettings(server), token: 'other' }] });
    await wrong.start();
    await eventually(
      () => /does not take the token/.test(statusOf(wrong, 'home').problem ?? ''),
      'it is told',
    );
  });

  test('an encrypted room is said to be one that cannot be read', async t => {
    const { server, relay } = await connected(t);
    server.add({
      type: 'm.room.encrypted',
      sender: '@ada:test',
      content: { algorithm: 'm.megolm.v1.aes-sha2' },
    });
    await eventually(
      () => /encrypted end to end/.test(statusOf(relay, 'home').places?.[0]?.problem ?? ''),
      'it is told',
    );
  });

  test('malformed events do no harm', async t => {
    const { server, relay } = await connected(t);
    for (const content of [{ body: 5 }, { msgtype: [], body: {} }, { 'm.relates_to': 'x', body: '' }])
      server.add({ type: 'm.room.message', sender: '@ada:test', content });
    server.events.push({ room: '!kitchen:test' } as never);
    server.say('the only one');
    await eventually(() => relay.heard.length === 1, 'the last is heard');
    assert.equal(relay.heard[0]!.text, 'the only one');
  });

  test('is moderated by redaction and ban', async t => {
    const { server, relay } = await connected(t);
    const target = { name: 'Eve', account: '@eve:test', message: '$e1' };
    const { results } = await methodsOf(relay).moderate(
      {
        room: `matrix/home/${PLACE}`,
        acts: [
          { act: 'delete', target, reason: 'spam' },
          { act: 'timeout', target, minutes: 5, reason: 'spam' },
          { act: 'lift', undo: '@eve:test', reason: '' },
        ],
      },
      callOf,
    );
    assert.deepEqual(
      results.map(({ done, lift }) => [done, lift]),
      [
        [true, undefined],
        [true, true],
        [true, undefined],
      ],
    );
    assert.equal(server.events.at(-1)!.redacts, '$e1');
    assert.deepEqual(
      server.acts.map(({ what, body }) => [what, body['user_id']]),
      [
        ['ban', '@eve:test'],
        ['unban', '@eve:test'],
      ],
    );
  });
});

describe('Mastodon', { timeout: 60_000 }, () => {
  async function connected(t: TestContext) {
    const server = await mastodonServer(t);
    server.mention('<p>@croft before it came</p>');
    const relay = testRelay(t, { networks: [mastodonSettings(server)], db: await relayDatabase(t) });
    await relay.start();
    await eventually(
      async () => (await relay.ctx.db.selectFrom('cursors').selectAll().execute()).length === 1,
      'it has looked',
    );
    return { server, relay };
  }

  test('who mentions the account is answered in the thread, as visibly as they asked, once', async t => {
    const { server, relay } = await connected(t);
    const id = server.mention('<p><span><a href="x">@<span>croft</span></a></span> roll d6</p>', {
      visibility: 'private',
      spoiler_text: 'dice',
    });
    await eventually(() => relay.heard.length === 1, 'the bot hears');
    const { room, sender, text, direct } = relay.heard[0]!;
    assert.deepEqual(
      { room, sender, text, direct },
      {
        ...{ room: `mastodon/social/ada@elsewhere.test/${id}`, text: 'roll d6', direct: true },
        sender: { name: 'Ada', account: 'ada@elsewhere.test' },
      },
    );
    server.next.push({ status: 500, json: { error: 'oh' } });
    await deliver(relay.ctx, room, answerOf(`6 for @everyone ${'word '.repeat(200)}`, 'Ada'), '7');
    await eventually(() => server.posted.length === 1, 'it is answered');
    const [posted] = server.posted;
    assert.deepEqual(
      [posted!.in_reply_to_id, posted!.visibility, posted!.spoiler_text],
      [id, 'private', 'dice'],
    );
    assert.match(posted!.status, /^@ada@elsewhere\.test 6 for @\u200beveryone (word )+word…$/);
    assert.ok([...posted!.status].length <= 500);
    await deliver(relay.ctx, room, answerOf(`6 for @everyone ${'word '.repeat(200)}`, 'Ada'), '7');
    assert.equal(server.posted.length, 1);
  });

  test('neither itself nor another program is answered', async t => {
    const { server, relay } = await connected(t);
    server.mention('<p>@croft hello</p>', { bot: true });
    server.mention('<p>@croft hello</p>', { acct: 'croft' });
    server.mention('<p>@croft from a person</p>');
    await eventually(() => relay.heard.length > 0, 'a person is heard');
    assert.deepEqual(
      relay.heard.map(({ text }) => text),
      ['from a person'],
    );
  });
});
