import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildBeside } from '../../cli/build-program.ts';
import { startTestServer } from '../../core/db/testing.ts';
import { NODE_FLAGS } from '../../core/node-flags.ts';
import { leaveServerCore, onServerCore } from '../cores.ts';
import { freshDatabase } from '../database.ts';
import { type Figure, figure, wanted } from '../figure.ts';
import { idleBot } from './idle-bot.ts';
import { startTalkingServer } from './irc-server.ts';

const RATE = 2_000;
const ROOMS = 20;
const SECONDS = 8;
const WARM_SECONDS = 4;
/** One line in so many is for the bot. */
const FOR_BOT = 20;
const IDLE_ROOMS = 100;

/** Seconds that the last answer may take. */
const PATIENCE = 30;

interface Told {
  cpu: number;
  heard: number;
  times: number[];
}

/** A relay and the bot in one process on one core, with 2,000 lines a second in 20 rooms; and the bot's own process idle with 100 rooms. */
export async function figures(names?: readonly string[]): Promise<Figure[]> {
  const found: Figure[] = [];
  if (!['bot.lines', 'bot.memory'].some(name => wanted(name, names))) return found;
  const database = await startTestServer();
  try {
    if (wanted('bot.memory', names)) {
      const megabytes = await idleBot(await freshDatabase(database.url), IDLE_ROOMS);
      const said = `resident, a process of the bot that has answered in ${IDLE_ROOMS} rooms`;
      found.push(figure('bot.memory.idle', megabytes, 'MB', said, '<=', 120));
    }
    if (wanted('bot.lines', names)) found.push(...(await lines(await freshDatabase(database.url))));
    return found;
  } finally {
    await database.stop();
  }
}

async function lines(url: string): Promise<Figure[]> {
  using _ = leaveServerCore();
  await using server = await startTalkingServer();
  // In few files, as Croft is.
  const path = await buildBeside(fileURLToPath(new URL('../../dist', import.meta.url)), 'bench/bot/place.ts');
  const flags = [...NODE_FLAGS, path];
  const place = spawn(...onServerCore(process.execPath, [...flags, url, String(server.port)]), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    await told(place);
    // Until what a line takes is compiled, as it is in a process that has run for a while.
    await server.talk({ rooms: ROOMS, rate: RATE, seconds: WARM_SECONDS, everyForBot: FOR_BOT });
    await sleep(2_000);
    const before = await ask(place);
    const asked = await server.talk({ rooms: ROOMS, rate: RATE, seconds: SECONDS, everyForBot: FOR_BOT });
    const { heard, cpu, times } = await ask(place);
    for (let tries = 0; times.length < asked; tries++) {
      if (tries === PATIENCE) throw new Error(`Only ${times.length} of ${asked} answers came.`);
      await sleep(1_000);
      times.push(...(await ask(place)).times);
    }
    times.sort((a, b) => a - b);
    const p99 = times[Math.floor(times.length * 0.99)]!;
    const rate = (heard - before.heard) / SECONDS;
    const said = `${Math.round(rate)} lines/s in ${ROOMS} rooms, ${asked / SECONDS} of them answered`;
    return [
      figure('bot.lines.p99', p99, 'ms', `${said}, median ${times[times.length >> 1]} ms`, '<=', 50),
      figure('bot.lines.core', (cpu - before.cpu) / SECONDS, 'of a core', said, '<=', 0.9),
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
