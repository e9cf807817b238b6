import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { type Client, createRpcClient } from '../../core/rpc/index.ts';
import { runDirectory, socketPaths } from '../../core/service/run-directory.ts';
import { botContract } from '../../services/bot/contract.ts';
import { type RunningCroft, startCroft } from '../support/croft.ts';
import { testDatabase } from '../support/database.ts';
import { temporaryDirectory } from '../support/network.ts';

const log = createLog({ level: 'silent' });
const LINES = 60;
const ROOMS = ['irc/home/#mill', 'irc/home/#bakery', 'irc/home/#market'];

interface Bot {
  readonly croft: RunningCroft;
  readonly client: Client<typeof botContract>;
}

/** The bot alone, in a process of its own. */
async function startBot(t: TestContext, databaseUrl: string): Promise<Bot> {
  const directory = await temporaryDirectory(t);
  const data = join(directory, 'data');
  const croft = await startCroft(t, {
    args: ['bot'],
    directory,
    env: { DATABASE_URL: databaseUrl, CROFT_DATA: data, PORT: '0' },
  });
  await croft.line(/Ready/);
  const { rpc: path } = socketPaths(runDirectory(data), 'bot');
  const client = createRpcClient(botContract, {
    resolve: () => ({ kind: 'unix', path }),
    log,
    metrics: new Metrics(),
  });
  t.after(() => client.close());
  return { croft, client };
}

test('of what a bot acknowledged before it was killed, the other loses nothing and does nothing twice', async t => {
  const url = await testDatabase(t);
  const [first, second] = [await startBot(t, url), await startBot(t, url)];
  const over = new AbortController();
  t.after(() => over.abort());

  for (const { client } of [first, second])
    for (const room of ROOMS) await client.setRoomOptions({ room, moderators: ['ada'] });

  const numbers = new Map<string, number>();
  let answered = 0;
  const all = Promise.withResolvers<void>();
  const listening = (async () => {
    for await (const { id, room, answer } of second.client.answers(
      { prefix: 'irc/' },
      { signal: over.signal },
    )) {
      const number = Number(/quote (\d+)\.$/.exec(answer.text)?.[1]);
      assert.ok(number > 0, answer.text);
      numbers.set(`${room} ${number} ${id}`, number);
      if (++answered === LINES * ROOMS.length) all.resolve();
    }
  })().catch(() => {});

  const killed = once(first.croft.process, 'exit');
  const refused: string[] = [];
  const talk = async (room: string) => {
    for (let count = 0; count < LINES; count++) {
      const message = {
        room,
        // A moderator may ask as fast as they like, and under two names has two answers.
        sender: { name: `ada${count}`, account: 'ada' },
        text: `!quote add line ${count} of ${room}`,
        id: `${count}`,
      };
      if (room === ROOMS[0] && count === LINES / 2) first.croft.process.kill('SIGKILL');
      await hearSomewhere(message, refused);
    }
  };
  /** As the relay does: tries again, with the same id, until one of the processes has it. */
  const hearSomewhere = async (
    message: Parameters<typeof first.client.hear>[0],
    refusals: string[],
  ): Promise<void> => {
    for (let attempt = 0; ; attempt++) {
      const { client } = attempt === 0 && first.croft.process.signalCode === null ? first : second;
      try {
        assert.deepEqual(await client.hear(message, { timeout: 2_000 }), { accepted: true });
        return;
      } catch (error) {
        refusals.push(String(error));
        if (attempt > 200) throw error;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    }
  };
  await Promise.all(ROOMS.map(talk));
  await killed;
  await all.promise;
  over.abort();
  await listening;

  assert.equal(answered, LINES * ROOMS.length, 'one answer to each line');
  for (const room of ROOMS) {
    const given = [...numbers].filter(([key]) => key.startsWith(`${room} `)).map(([, number]) => number);
    assert.deepEqual(
      given.toSorted((a, b) => a - b),
      Array.from({ length: LINES }, (_, index) => index + 1),
      'every line was kept once, under a number of its own',
    );
  }
});
