import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestServer } from '../../core/db/testing.ts';
import { NODE_FLAGS } from '../../core/node-flags.ts';
import { leaveServerCore, onServerCore } from '../cores.ts';
import { freshDatabase } from '../database.ts';
import { type Figure, figure, wanted } from '../figure.ts';
import { startTalkingServer } from './irc-server.ts';

const RATE = 2_000;
const ROOMS = 20;
const SECONDS = 8;
/** One line in so many is for the bot. */
const FOR_BOT = 20;
const IDLE_ROOMS = 100;

/** Seconds that the last answer may take. */
const PATIENCE = 30;

interface Told {
  memory: number;
  cpu: number;
  heard: number;
  times: number[];
}

/** A relay and the bot in one process on one core, with 2,000 lines a second in 20 rooms; and idle with 100 rooms. */
export async function figures(names?: readonly string[]): Promise<Figure[]> {
  if (!['bot.lines', 'bot.memory'].some(name => wanted(name, names))) return [];
  using _ = leaveServerCore();
  const database = await startTestServer();
  try {
    return (await measure(await freshDatabase(database.url))).filter(({ name }) => wanted(name, names));
  } finally {
    await database.stop();
  }
}

async function measure(url: string): Promise<Figure[]> {
  await using server = await startTalkingServer();
  const path = new URL('place.ts', import.meta.url).pathname;
  // As Croft starts, after a first time: compiled, with types stripped (`cli/croft.js`).
  process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');
  const flags = [...NODE_FLAGS, path];
  await once(spawn(process.execPath, flags), 'exit');
  const place = spawn(...onServerCore(process.execPath, [...flags, url, String(server.port)]), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    await told(place);
    await server.talk({ rooms: IDLE_ROOMS, rate: 200, seconds: 2, everyForBot: 2 });
    await sleep(15_000); // until nothing is left to do, and memory that is not needed is given back
    const idle = await ask(place);
    const asked = await server.talk({ rooms: ROOMS, rate: RATE, seconds: SECONDS, everyForBot: FOR_BOT });
    const { heard, cpu, times } = await ask(place);
    for (let tries = 0; times.length < asked; tries++) {
      if (tries === PATIENCE) throw new Error(`Only ${times.length} of ${asked} answers came.`);
      await sleep(1_000);
      times.push(...(await ask(place)).times);
    }
    times.sort((a, b) => a - b);
    const p99 = times[Math.floor(times.length * 0.99)]!;
    const rate = (heard - idle.heard) / SECONDS;
    const said = `${Math.round(rate)} lines/s in ${ROOMS} rooms, ${asked / SECONDS} of them answered`;
    return [
      figure('bot.lines.p99', p99, 'ms', `${said}, median ${times[times.length >> 1]} ms`, '<=', 50),
      figure('bot.lines.core', (cpu - idle.cpu) / SECONDS, 'of a core', said, '<=', 0.9),
      figure('bot.memory.idle', idle.memory / 2 ** 20, 'MB', `${IDLE_ROOMS} rooms`, '<=', 120),
    ];
  } finally {
    place.kill();
  }
}

async function ask(place: ChildProcess): Promise<Told> {
  const [answer] = await Promise.all([told(place), place.send({})]);
  return answer;
}

async function told(place: ChildProcess): Promise<Told> {
  const [message] = (await Promise.race([
    once(place, 'message'),
    once(place, 'exit').then(() => Promise.reject(new Error('The place ended.'))),
  ])) as [Told];
  return message;
}
