import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { deliver } from '../../services/relay/context.ts';
import { eventually, relayDatabase, type TestRelayParts, testRelay } from '../../services/relay/testing.ts';
import type { Twitch } from '../../services/relay/twitch/twitch.ts';
import { answerOf } from './support/networks.ts';
import { twitchServer } from './support/twitch-server.ts';

const ROOM = 'twitch/tv/#ada';

/** A bot that has said these before anybody listened, and gives what comes after an answer. */
function botThatSaid(count: number): { texts: string[]; bot: NonNullable<TestRelayParts['bot']> } {
  const texts = Array.from({ length: count }, (_, at) => `answer ${at + 1}`);
  const all = texts.map((text, at) => ({ id: `${at + 1}`, room: ROOM, answer: { text, html: '' } }));
  return {
    texts,
    bot: {
      hear: async () => ({ accepted: true }),
      async *answers({ after = '0' }, { signal } = {}) {
        yield* all.filter(({ id }) => Number(id) > Number(after));
        await sleep(1e6, undefined, { signal: signal as AbortSignal }).catch(() => {});
      },
    },
  };
}

describe('answers on Twitch', { timeout: 60_000 }, () => {
  /** Twitch with an account whose tokens are in the database, and a relay that is in the channel. */
  async function connected(t: TestContext) {
    const server = await twitchServer(t);
    const db = await relayDatabase(t);
    const relay = testRelay(t, { networks: [server.settings], db });
    await relay.start();
    const network = relay.ctx.networks.get('tv') as Twitch;
    server.approve();
    await server.joined(0);
    await network.tokens.connect();
    await eventually(() => network.reaches('#ada'), 'the channel is reached');
    const said = () => server.sent.map(({ text }) => text);
    return { server, db, relay, network, said };
  }

  test('those that wait when the relay ends are said by the next as soon as it is in the channel, in their order, and none twice', async t => {
    const { server, db, relay, said } = await connected(t);
    await relay.stop();
    const { texts, bot } = botThatSaid(6);
    const first = testRelay(t, { networks: [server.settings], db, bot });
    await first.start();
    await eventually(() => said().length >= 2, 'some are said');
    await first.stop();
    assert.ok(said().length < 6, 'and some wait');
    await testRelay(t, { networks: [server.settings], db, bot }).start();
    await eventually(() => said().length >= 6, 'all are said', 20_000);
    assert.deepEqual(said(), texts);
  });

  test('one that is being noted as said when the relay ends is said before it goes', async t => {
    const { relay, network, said } = await connected(t);
    const [inHand, noted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const saying = network.answer('#ada', answerOf('in hand'), '1', () => {
      inHand.resolve();
      return noted.promise;
    });
    await inHand.promise;
    const stopped = relay.stop();
    await sleep(20);
    noted.resolve();
    await Promise.all([saying, stopped]);
    assert.deepEqual(said(), ['in hand']);
  });

  test('what is to be said while the chat connects again is said', async t => {
    const { server, relay, network, said } = await connected(t);
    server.chats.at(-1)!.send(':tmi.twitch.tv RECONNECT');
    await eventually(() => !network.reaches('#ada'), 'it is away');
    await deliver(relay.ctx, ROOM, answerOf('still here'), '1');
    await eventually(() => said().length === 1, 'it is said');
  });

  test('while Twitch fails it is tried again, and what Twitch has taken without saying so is not said twice', async t => {
    const { server, relay, said } = await connected(t);
    server.next.push({ status: 503, json: {} }, { status: 500, json: {} });
    server.loses = 1;
    server.shows = false;
    server.afterLoss = { status: 429, headers: { 'retry-after': '1' }, json: {} };
    await deliver(relay.ctx, ROOM, answerOf('at last'), '1');
    await deliver(relay.ctx, ROOM, answerOf('the next'), '2');
    await eventually(() => said().length >= 2, 'both are said');
    assert.deepEqual(said(), ['at last', 'the next']);
    assert.match(relay.metrics.render(), /croft_relay_lines_dropped_total\{network="tv"\} 0/);
  });
});

test('a line of another room that Twitch has taken without saying so is told once', {
  timeout: 60_000,
}, async t => {
  const server = await twitchServer(t);
  const bridges = [{ name: 'tv', rooms: ['twitch/tv/#ada', 'irc/net/#croft'] }];
  const relay = testRelay(t, { networks: [server.settings], bridges, db: await relayDatabase(t) });
  await relay.start();
  const network = relay.ctx.networks.get('tv') as Twitch;
  server.approve();
  await server.joined(0);
  await network.tokens.connect();
  await eventually(() => network.reaches('#ada'), 'the channel is reached');
  const tell = (id: string, text: string) =>
    relay.ctx.crossing.take({
      ...{ room: 'irc/net/#croft', network: 'net' },
      happening: { kind: 'said', place: '#croft', direct: false, name: 'ann', id, text },
    });
  server.loses = 1;
  await tell('1', 'hello');
  server.sent.push({ broadcaster: '1001', text: 'between', replyTo: undefined, id: 'other', at: Date.now() });
  await tell('2', 'the end');
  await eventually(() => server.sent.length >= 3, 'both are told');
  const texts = server.sent.map(({ text }) => text.replace('\u200b', ''));
  assert.deepEqual(texts.toSorted(), ['ann: hello', 'ann: the end', 'between']);
  const gone = { kind: 'deleted', place: '#croft', id: '1' } as const;
  await relay.ctx.crossing.take({ room: 'irc/net/#croft', network: 'net', happening: gone });
  await eventually(() => server.acts.length === 1, 'it is known by which id it is deleted');
  assert.equal(server.acts[0]!.fields['message_id'], server.sent.find(({ text }) => /hello/.test(text))!.id);
});
