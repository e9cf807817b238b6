import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createLog } from '../../log.ts';
import { Metrics } from '../../metrics.ts';
import { createRpcClient, type RpcClient } from '../client.ts';
import type { Emitter } from '../contract.ts';
import { createEmitter } from '../events.ts';
import type { Limits } from '../limits.ts';
import type { Listen } from '../listen.ts';
import { type RpcServer, serveRpc, service } from '../server.ts';
import type { TlsCredentials } from '../tls.ts';
import { createNotes, type NotesSeen, notes } from './notes.ts';

export const silent = createLog({ level: 'silent' });

/** A new folder that is gone after the test. */
export function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'croft-rpc-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Serving {
  readonly server: RpcServer;
  readonly seen: NotesSeen;
  readonly emitter: Emitter<typeof notes>;
  readonly metrics: Metrics;
}

/** A server of `notes`, on a Unix socket of its own unless told where; closed after the test. */
export async function serveNotes(
  t: TestContext,
  options: { listen?: Listen; tls?: TlsCredentials; limits?: Partial<Limits>; grace?: number } = {},
): Promise<Serving> {
  const { implementation, seen } = createNotes();
  const emitter = createEmitter(notes);
  const metrics = new Metrics();
  const { listen = { kind: 'unix', path: join(tempFolder(t), 's.sock') }, ...rest } = options;
  const services = [service(notes, implementation, emitter)];
  const server = await serveRpc({ listen, services, log: silent, metrics, ...rest });
  t.after(() => server.close());
  return { server, seen, emitter, metrics };
}

/** A client of `notes`, closed after the test. */
export function connectNotes(
  t: TestContext,
  server: { address: RpcServer['address'] },
  options: { tls?: TlsCredentials; limits?: Partial<Limits>; metrics?: Metrics } = {},
): RpcClient<typeof notes> {
  const { metrics = new Metrics(), ...rest } = options;
  const client = createRpcClient(notes, { resolve: () => server.address!, log: silent, metrics, ...rest });
  t.after(() => client.close());
  return client;
}

/** Waits until `reached` says so; fails after 20 s. */
export async function until(reached: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!reached()) {
    if (performance.now() > deadline) throw new Error(`It never happened: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}

/** All calls that this side still counts as open. */
export function inFlight(metrics: Metrics, side: 'server' | 'client'): number {
  let sum = 0;
  for (const { read } of metrics.series(`rpc_${side}_calls_in_flight`))
    if (typeof read === 'function') sum += read();
  return sum;
}
