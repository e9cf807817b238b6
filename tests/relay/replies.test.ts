import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { deliver } from '../../services/relay/context.ts';
import { eventually, relayDatabase, testRelay } from '../../services/relay/testing.ts';
import type { Twitch } from '../../services/relay/twitch/twitch.ts';
import { bridged, HOME, irc, ircServer, MODERN, saidTo } from './support/bridged.ts';
import { matrixServer, matrixSettings, PLACE } from './support/matrix-server.ts';
import { twitchServer } from './support/twitch-server.ts';

const answer = (text: string, to: string, replyTo?: string) => ({
  ...{ text, html: '', to },
  ...(replyTo !== undefined && { replyTo }),
});

describe('an answer replies to what it answers', { timeout: 60_000 }, () => {
  async function onIrc(t: TestContext, caps: readonly string[]) {
    const server = await ircServer(t, { caps });
    const relay = testRelay(t, { networks: [irc(server)], db: await relayDatabase(t) });
    await relay.start();
    const client = await server.joined(0);
    client.send(`${caps.length > 0 ? '@msgid=a\\:1 ' : ''}:ann!u@h PRIVMSG #croft :!ping`);
    await eventually(() => relay.heard.length === 1, 'the bot hears');
    const { id } = relay.heard[0]!;
    await deliver(relay.ctx, 'irc/net/#croft', answer('pong\nand more', 'ann', id), '1');
    await eventually(() => saidTo(client).length === 2, 'it is answered');
    return client.lines.filter(line => line.includes('PRIVMSG'));
  }

  test('on IRC by a tag, where the server has tags and the line had an id', async t => {
    const said = await onIrc(t, ['message-tags']);
    assert.deepEqual(said, ['@+draft/reply=a\\:1 PRIVMSG #croft :ann: pong', 'PRIVMSG #croft :and more']);
  });

  test('on an older IRC server by name alone', async t => {
    assert.deepEqual(await onIrc(t, []), ['PRIVMSG #croft :ann: pong', 'PRIVMSG #croft :and more']);
  });

  test('on Matrix by a relation', async t => {
    const server = await matrixServer(t);
    const relay = testRelay(t, { networks: [matrixSettings(server)], db: await relayDatabase(t) });
    await relay.start();
    await eventually(() => relay.ctx.networks.get('home')!.reaches(PLACE), 'the room is reached');
    const asked = server.say('!ping');
    await eventually(() => relay.heard[0]?.id === asked, 'the bot hears');
    await deliver(relay.ctx, `matrix/home/${PLACE}`, answer('pong', 'Ada', asked), '1');
    await deliver(relay.ctx, `matrix/home/${PLACE}`, answer('five', 'Ada, Bob'), '2');
    await eventually(() => server.events.length === 3, 'both are answered');
    const content = (body: string) => server.events.find(one => one.content['body'] === body)!.content;
    assert.deepEqual(content('Ada: pong')['m.relates_to'], { 'm.in_reply_to': { event_id: asked } });
    assert.equal(content('Ada, Bob: five')['m.relates_to'], undefined);
  });

  test('on Twitch, which names whom it answers; by name where there is nothing to reply to any more', async t => {
    const server = await twitchServer(t);
    const relay = testRelay(t, { networks: [server.settings], db: await relayDatabase(t) });
    await relay.start();
    const network = relay.ctx.networks.get('tv') as Twitch;
    server.approve();
    await server.joined(0);
    await network.tokens.connect();
    await eventually(() => network.reaches('#ada'), 'the channel is reached');
    await deliver(relay.ctx, 'twitch/tv/#ada', answer('pong', 'Eve', 'm1'), '1');
    await eventually(() => server.sent.length === 1, 'the first is said');
    server.next.push({ status: 400, json: { message: 'The parent message does not exist.' } });
    await deliver(relay.ctx, 'twitch/tv/#ada', answer('gone', 'Eve', 'm0'), '2');
    await deliver(relay.ctx, 'twitch/tv/#ada', answer('five', 'Eve, Bob'), '3');
    await eventually(() => server.sent.length === 3, 'all are said');
    assert.deepEqual(server.sent.map(({ text, replyTo }) => [text, replyTo]).toSorted(), [
      ['@Eve gone', undefined],
      ['@Eve, @Bob five', undefined],
      ['pong', 'm1'],
    ]);
  });

  test('in the rooms that are joined to its room too', async t => {
    const [modern, old] = [await ircServer(t, { caps: MODERN }), await ircServer(t)];
    const { room, relay } = await bridged(t, {
      networks: [irc(modern), irc(old, { name: 'old' })],
      bridges: [{ ...HOME, rooms: [...HOME.rooms, 'irc/old/#croft'] }],
    });
    const [client, other] = [await modern.joined(0), await old.joined(0)];
    client.send('@msgid=a1 :ann!u@h PRIVMSG #croft :!ping');
    const asked = await room.sees(/!ping/);
    await deliver(relay.ctx, 'irc/net/#croft', answer('pong', 'ann', 'a1'), '7');
    assert.equal((await room.sees(/ann: pong/)).reply, asked.number);
    await other.sees(/PRIVMSG #croft :<c\u200broft> ann: pong$/);
  });
});
