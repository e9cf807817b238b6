import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, relayDatabase, testRelay } from '../../services/relay/testing.ts';
import { irc, ircServer, saidTo } from './support/bridged.ts';
import type { Answer } from './support/http-server.ts';
import { mastodonServer, mastodonSettings } from './support/mastodon-server.ts';
import { matrixServer, matrixSettings, PLACE } from './support/matrix-server.ts';

test('answers that wait when the relay ends are said by the next, and those that were said are not said again', async t => {
  const server = await ircServer(t);
  const db = await relayDatabase(t);
  const all = Array.from({ length: 8 }, (_, at) => ({
    id: `${at + 1}`,
    room: 'irc/net/#croft',
    answer: { text: `answer ${at + 1}`, html: '' },
  }));
  /** A bot that gives what comes after an answer, as it does to who has asked it before. */
  const bot = {
    hear: async () => ({ accepted: true }),
    async *answers(
      { after = '0' }: { after?: string | undefined },
      { signal }: { signal?: AbortSignal } = {},
    ) {
      yield* all.filter(({ id }) => Number(id) > Number(after));
      await sleep(1e6, undefined, { signal: signal! }).catch(() => {});
    },
  };
  const said = () => server.clients.flatMap(saidTo);
  const first = testRelay(t, { networks: [irc(server)], db, bot });
  await first.start();
  await eventually(() => said().length >= 2, 'some are said');
  await first.stop();
  assert.ok(said().length < 8, 'and some wait');
  await testRelay(t, { networks: [irc(server)], db, bot }).start();
  await eventually(() => said().length >= 8, 'all are said', 20_000);
  assert.deepEqual(
    said(),
    all.map(({ answer }) => answer.text),
  );
});

test('an answer that is being noted as said when the relay ends is said before it goes', async t => {
  const server = await ircServer(t);
  const relay = testRelay(t, { networks: [irc(server)], db: await relayDatabase(t) });
  await relay.start();
  const client = await server.joined(0);
  const [inHand, noted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const network = relay.ctx.networks.get('net')!;
  const said = network.answer('#croft', { text: 'in hand', html: '' }, '1', () => {
    inHand.resolve();
    return noted.promise;
  });
  await inHand.promise;
  const stopped = relay.stop();
  await sleep(20);
  noted.resolve();
  await Promise.all([said, stopped]);
  assert.deepEqual(saidTo(client), ['in hand']);
});

for (const [name, start] of [
  [
    'Matrix',
    async (t: TestContext) => {
      const server = await matrixServer(t);
      const said = () => server.events.map(({ content }) => content['body']);
      return { server, said, settings: matrixSettings(server), room: `matrix/home/${PLACE}` };
    },
  ],
  [
    'Mastodon',
    async (t: TestContext) => {
      const server = await mastodonServer(t);
      const room = `mastodon/social/ada@elsewhere.test/${server.mention('<p>@croft wait</p>')}`;
      const said = () => server.posted.map(({ status }) => status.replace('@ada@elsewhere.test ', ''));
      return { server, said, settings: mastodonSettings(server), room };
    },
  ],
] as const)
  test(`an answer that ${name} does not take before the relay ends is said by the next, once`, async t => {
    const { server, said, settings, room } = await start(t);
    const db = await relayDatabase(t);
    const bot = {
      hear: async () => ({ accepted: true }),
      async *answers(
        { after = '0' }: { after?: string | undefined },
        { signal }: { signal?: AbortSignal } = {},
      ) {
        if (Number(after) < 1) yield { id: '1', room, answer: { text: 'it waits', html: '' } };
        await sleep(1e6, undefined, { signal: signal! }).catch(() => {});
      },
    };
    const fails: Answer = { status: 503, json: {} };
    server.next.push(...Array.from({ length: 100 }, () => fails));
    const first = testRelay(t, { networks: [settings], db, bot });
    await first.start();
    await eventually(() => server.next.length < 98, 'it is tried');
    await first.stop();
    assert.deepEqual(said(), []);
    server.next.length = 0;
    for (const life of ['second', 'third']) {
      const relay = testRelay(t, { networks: [settings], db, bot });
      await relay.start();
      await eventually(() => said().length > 0, `the ${life} says it`);
      await relay.stop();
    }
    assert.deepEqual(said(), ['it waits']);
  });
