import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../errors.ts';
import type { Address } from '../rpc/address.ts';
import type { TlsCredentials } from '../rpc/tls.ts';
import { socketPaths } from './run-directory.ts';

/** How services of several servers reach one another: by names that every server knows, on fixed ports, with mutual TLS. */
export interface ServiceNetwork {
  readonly tls: TlsCredentials;
  hostName(service: string): string;
  ports(service: string): { readonly rpc: number; readonly http: number; readonly internal: number };
}

/** Which of a service's listeners is meant. */
export type Entrance = 'rpc' | 'http';

/** Says where a service is now. It is asked anew for every connection, so that a service that moved is found by the next one. */
export type Whereabouts = (service: string, entrance: Entrance) => Promise<Address>;

/**
 * On one machine a service is at its socket in the run directory. In a network its name says where it is: at that socket when
 * the name means this machine, and otherwise at its port over there.
 */
export function whereabouts(run: string, network: ServiceNetwork | undefined): Whereabouts {
  return async (service, entrance) => {
    const here: Address = { kind: 'unix', path: socketPaths(run, service)[entrance] };
    if (network === undefined) return here;
    const host = network.hostName(service);
    const found = await lookup(host, { all: true });
    if (found.some(({ address }) => isOurs(address))) return here;
    return { kind: 'tls', host, port: network.ports(service)[entrance] };
  };
}

/** Whether an IP address is one of this machine's. */
export function isOurs(address: string): boolean {
  return Object.values(networkInterfaces()).some(list => list?.some(own => own.address === address));
}

/** The credentials of a directory: `ca.crt`, `server.crt` and `server.key`. Throws `invalid` naming the one that cannot be read. */
export function readTlsCredentials(directory: string): TlsCredentials {
  const read = (file: string) => {
    try {
      return readFileSync(join(directory, file));
    } catch (error) {
      throw new AppError(
        'invalid',
        `${join(directory, file)} cannot be read (${(error as NodeJS.ErrnoException).code}); server.tls must be a directory with ca.crt, server.crt and server.key.`,
      );
    }
  };
  return { ca: read('ca.crt'), cert: read('server.crt'), key: read('server.key') };
}
