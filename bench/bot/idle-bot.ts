import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { createRpcClient } from '../../core/rpc/index.ts';
import { answers } from '../../core/service/listeners.ts';
import { runDirectory, socketPaths } from '../../core/service/run-directory.ts';
import { botContract } from '../../services/bot/contract.ts';
import { residentMegabytes } from '../process.ts';

const CROFT = fileURLToPath(new URL('../../cli/croft', import.meta.url));
/** Until nothing is left to do, and memory that is not needed is given back. */
const IDLE_MS = 15_000;
/** Said in each room, one of them for the bot. */
const LINES = 4;

/** Resident memory, in MB, of `croft start bot` when it has heard lines in so many rooms and answered in each, and nothing happens. */
export async function idleBot(databaseUrl: string, rooms: number): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-bench-bot-'));
  const env = { PATH: process.env['PATH'], HOME: directory, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' };
  const child = spawn(CROFT, ['start', 'bot'], {
    cwd: directory,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const path = socketPaths(runDirectory(join(directory, 'data'), undefined), 'bot').rpc;
    while (!(await answers(path))) {
      if (child.exitCode !== null) throw new Error(`croft ended with ${child.exitCode}`);
      await sleep(50);
    }
    const log = createLog({ level: 'error' });
    await using bot = createRpcClient(botContract, {
      resolve: () => ({ kind: 'unix', path }),
      log,
      metrics: new Metrics(),
    });
    const answered = take(bot.answers({ prefix: 'irc/' }), rooms);
    for (let line = 0; line < LINES; line++)
      for (let room = 0; room < rooms; room++)
        await bot.hear({
          room: `irc/bench/#room-${room}`,
          sender: { name: `ann${room}` },
          text: line === 0 ? `!calc ${room} * 7` : 'Well, I like bread and jam.',
          direct: false,
          id: `${room}-${line}`,
        });
    await answered;
    await sleep(IDLE_MS);
    return await residentMegabytes(child.pid!);
  } finally {
    child.kill('SIGTERM');
    await ended;
    await rm(directory, { recursive: true, force: true });
  }
}

async function take(stream: AsyncIterable<unknown>, count: number): Promise<void> {
  for await (const _ of stream) if (--count === 0) return;
}
