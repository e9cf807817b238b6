import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SOCKET } from './protocol.ts';

/** A process that holds the relay's connections, started when it is first needed. */
export interface Keeper {
  readonly path: string;
  /** Whether it answers. */
  start(): Promise<boolean>;
}

const SCRIPT = fileURLToPath(new URL('./keeper.ts', import.meta.url));

/** Milliseconds that it may take to start. */
const PATIENCE = 10_000;

/** The keeper of a directory of sockets, as long as the supervisor lives. */
export function relayKeeper(run: string, supervisor: number): Keeper {
  const path = join(run, SOCKET);
  return { path, start: () => startKeeper(path, supervisor) };
}

/**
 * Makes sure that a keeper answers at `path`, which lives as long as the supervisor and is no child that ends with us. False
 * when none can be had: then connections are the relay's own.
 */
async function startKeeper(path: string, supervisor: number): Promise<boolean> {
  if (await answers(path)) return true;
  await rm(path, { force: true });
  const started = spawn(process.execPath, [...process.execArgv, SCRIPT, path, `${supervisor}`], {
    detached: true,
    stdio: 'ignore',
  });
  started.on('error', () => {});
  started.unref();
  for (const until = performance.now() + PATIENCE; performance.now() < until; ) {
    if (await answers(path)) return true;
    await sleep(25);
  }
  return false;
}

function answers(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
