import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestServer } from '../../core/db/testing.ts';
import { freshDatabase } from '../database.ts';
import { type Figure, figure, wanted } from '../figure.ts';

const CLIENTS = 2_000;
const RATE = 20;
const MESSAGES = 200;

/** Seconds that the last of them may take. */
const PATIENCE = 60;

/** One room with 2,000 clients in which 20 messages a second are said, beside a bare `ws` that sends the same bytes. */
export async function figures(names?: readonly string[]): Promise<Figure[]> {
  if (!['chat.delivery', 'chat.memory', 'chat.fan-out'].some(name => wanted(name, names))) return [];
  const { rooms, bare } = await both();
  const said = `${MESSAGES} messages of ${rooms.bytes} bytes to ${CLIENTS} clients`;
  return [
    figure('chat.delivery.p99', rooms.p99, 'ms', `${said}, bare ws ${bare.p99} ms`, '<=', 150),
    figure(
      'chat.memory.idle',
      rooms.memory / 1024,
      'KB a client',
      `bare ws ${Math.round(bare.memory / 1024)} KB`,
      '<=',
      20,
    ),
    figure('chat.fan-out.cpu', rooms.cpu / bare.cpu, '× bare ws CPU', `${bare.cpu.toFixed(2)} s`, '<=', 1.5),
  ].filter(({ name }) => wanted(name, names));
}

async function both() {
  const server = await startTestServer();
  try {
    const rooms = await measure('rooms', await freshDatabase(server.url), '/api/v1/chat/socket?room=hall');
    return { rooms, bare: await measure('bare', String(rooms.bytes), '/') };
  } finally {
    await server.stop();
  }
}

async function measure(kind: 'rooms' | 'bare', argument: string, path: string) {
  const server = fork(new URL('server.ts', import.meta.url), [kind, argument], { execArgv: ['--expose-gc'] });
  let clients: ChildProcess | undefined;
  try {
    const { port } = await answer<{ port: number }>(server);
    const empty = (await ask<{ memory: number }>(server, { do: 'memory' })).memory;
    clients = fork(new URL('clients.ts', import.meta.url), [String(port), String(CLIENTS), path]);
    await answer(clients);
    await sleep(2_000); // until nobody comes any more and who is there was told
    const full = (await ask<{ memory: number }>(server, { do: 'memory' })).memory;
    await ask(server, { do: 'talk', rate: RATE, count: RATE });
    await sleep(5_000);
    await ask(clients, {});
    const { cpu } = await ask<{ cpu: number }>(server, { do: 'talk', rate: RATE, count: MESSAGES });
    const times: number[] = [];
    let bytes = 0;
    // On a machine that is busy with other things they are late, which the figure says, and not lost.
    for (let tries = 0; times.length < MESSAGES * CLIENTS; tries++) {
      if (tries === PATIENCE) throw new Error(`${kind}: only ${times.length} messages arrived.`);
      await sleep(1_000);
      const came = await ask<{ times: number[]; bytes: number }>(clients, {});
      for (const time of came.times) times.push(time);
      bytes = came.bytes;
    }
    times.sort((a, b) => a - b);
    const p99 = times[Math.floor(times.length * 0.99)]!;
    return { memory: (full - empty) / CLIENTS, cpu, p99, bytes };
  } finally {
    server.kill();
    clients?.kill();
  }
}

async function ask<T>(child: ChildProcess, message: object): Promise<T> {
  const [answered] = await Promise.all([answer<T>(child), child.send(message)]);
  return answered;
}

async function answer<T>(child: ChildProcess): Promise<T> {
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('A process of the bench ended.'))),
  ])) as [T];
  return message;
}
