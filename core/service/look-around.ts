import { lookup } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { dialAddress } from '../rpc/dial.ts';
import type { ServiceStatus } from './internal.ts';
import type { Machine } from './machine.ts';
import { isOurs, type ServiceNetwork } from './network.ts';
import { socketPaths } from './run-directory.ts';

/** A service in one of its places, as it says itself to be. */
export interface Place {
  readonly service: string;
  /** IP address of its server; undefined on one machine. */
  readonly address: string | undefined;
  /** Undefined when it does not answer; `problem` says why then. A process of an older release says nothing of its machine. */
  readonly status:
    | (Omit<ServiceStatus, 'machine'> & { ready: boolean; reason?: string; machine?: Machine })
    | undefined;
  readonly problem?: string;
}

const PATIENCE_MS = 5_000;

/**
 * Asks every service, in each of its places, how it does. A service that was never started on this machine is left out.
 */
export async function lookAround(
  services: readonly string[],
  run: string,
  network: ServiceNetwork | undefined,
): Promise<Place[]> {
  const asked = services.map(async service => {
    const path = socketPaths(run, service).internal;
    if (network === undefined)
      return existsSync(path) ? [await place(service, undefined, ask({ path }, undefined))] : [];
    const host = network.hostName(service);
    const found = await lookup(host, { all: true }).catch(() => []);
    if (found.length === 0)
      return [{ service, address: undefined, status: undefined, problem: `nobody knows where ${host} is` }];
    return Promise.all(
      found.map(({ address }) => {
        const at = isOurs(address) ? { path } : { host: address, port: network.ports(service).internal };
        return place(service, address, ask(at, network));
      }),
    );
  });
  return (await Promise.all(asked)).flat();
}

async function place(
  service: string,
  address: string | undefined,
  answer: Promise<Place['status']>,
): Promise<Place> {
  try {
    return { service, address, status: await answer };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { service, address, status: undefined, problem: `it does not answer (${code ?? message})` };
  }
}

async function ask(
  at: { path: string } | { host: string; port: number },
  network: ServiceNetwork | undefined,
): Promise<Place['status']> {
  const address = 'path' in at ? ({ kind: 'unix', ...at } as const) : ({ kind: 'tls', ...at } as const);
  const socket = await dialAddress(address, network?.tls, PATIENCE_MS);
  return JSON.parse(await get(socket, '/status')) as Place['status'];
}

function get(socket: Socket, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const asked = request({ createConnection: () => socket, path, signal }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('error', reject).on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(text.trim()));
      });
    });
    asked.on('error', reject).on('close', () => socket.destroy());
    asked.end();
  });
}
