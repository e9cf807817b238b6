import type { NetConnectOpts } from 'node:net';
import { AppError } from '../../errors.ts';

const DEFAULT_PORT = 11211;

export interface Address {
  /** As configured: the ring places servers by it, so every process must spell a server in the same way. */
  readonly name: string;
  readonly connect: NetConnectOpts;
}

/** Reads `host`, `host:port`, `[::1]:port` or `unix:/path`. Throws `invalid` naming what is wrong. */
export function parseAddress(name: string): Address {
  if (name.startsWith('unix:/')) return { name, connect: { path: name.slice('unix:'.length) } };
  const match = /^(?:\[([0-9a-f:.%a-z]+)\]|([^\s:/[\]]+))(?::(\d{1,5}))?$/i.exec(name);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3] ?? DEFAULT_PORT);
  if (host === undefined || port < 1 || port > 65535) {
    throw new AppError(
      'invalid',
      `"${name}" is no memcached server; write host:11211, [::1]:11211 or unix:/path/to/socket.`,
    );
  }
  return { name, connect: { host, port } };
}
