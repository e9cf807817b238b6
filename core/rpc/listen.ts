import { rmSync } from 'node:fs';
import { connect, createServer, type ListenOptions, type Server, type Socket } from 'node:net';
import * as tls from 'node:tls';
import { AppError } from '../errors.ts';
import type { Address } from './address.ts';
import { serverTlsOptions, type TlsCredentials } from './tls.ts';

/**
 * Where a server listens: an address that it binds, or a socket that is bound and listening already, as a file
 * descriptor (systemd socket activation, two generations of a service sharing one socket) or as a Node server.
 */
export type Listen = Address | number | { readonly server: Server };

/** As `server.listen` takes it; its types do not know `fd`. */
type Place = ListenOptions & { fd?: number };

/**
 * Opens a listening server. A stale Unix socket file is removed first; the new one is for our own user (0600).
 * Throws an AppError `conflict` when somebody else answers at the address, `invalid` when TLS lacks credentials.
 */
export async function openServer(
  listen: Listen,
  credentials: TlsCredentials | undefined,
  handshakeTimeout: number,
  accept: (socket: Socket) => void,
): Promise<Server> {
  const given = typeof listen === 'object' && 'server' in listen ? listen.server : undefined;
  const secure = given instanceof tls.Server || credentials !== undefined;
  if (typeof listen === 'object' && 'kind' in listen && (listen.kind === 'tls') !== secure)
    throw new AppError('invalid', 'A tls address needs ca, cert and key, and only a tls address takes them.');
  if (given && !(given instanceof tls.Server) && credentials)
    return wrap(given, credentials, handshakeTimeout, accept);
  const server = given ?? makeServer(credentials, handshakeTimeout);
  server.on(secure ? 'secureConnection' : 'connection', accept);
  if (secure) ignoreFailedHandshakes(server);
  if (!given) await bind(server, listen as Address | number);
  return server;
}

function makeServer(credentials: TlsCredentials | undefined, handshakeTimeout: number): Server {
  return credentials ? tls.createServer(serverTlsOptions(credentials, handshakeTimeout)) : createServer();
}

/** TLS on the connections of a plain server that listens already. */
function wrap(
  server: Server,
  credentials: TlsCredentials,
  timeout: number,
  accept: (socket: Socket) => void,
): Server {
  const inner = tls.createServer(serverTlsOptions(credentials, timeout));
  inner.on('secureConnection', accept);
  ignoreFailedHandshakes(inner);
  server.on('connection', socket => inner.emit('connection', socket));
  return server;
}

/** A stranger's failed handshake ends its own socket and is no error of ours. */
function ignoreFailedHandshakes(server: Server): void {
  server.on('tlsClientError', () => {});
}

async function bind(server: Server, listen: Address | number): Promise<void> {
  if (typeof listen === 'number') return start(server, { fd: listen });
  if (listen.kind !== 'unix') return start(server, { host: listen.host, port: listen.port });
  if (await answers(listen.path))
    throw new AppError('conflict', `Another process already serves at ${listen.path}. Stop it first.`, {
      reason: 'address_in_use',
    });
  rmSync(listen.path, { force: true });
  await withUmask(0o177, () => start(server, { path: listen.path }));
}

/** A Unix socket gets its mode when it is bound, which happens before `begin` returns; changing it later is a race. */
function withUmask<T>(mask: number, begin: () => T): T {
  const before = process.umask(mask);
  try {
    return begin();
  } finally {
    process.umask(before);
  }
}

function start(server: Server, options: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(bindError(error as NodeJS.ErrnoException, options)));
    server.listen({ backlog: 511, ...options }, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function bindError(error: NodeJS.ErrnoException, { host, port, path, fd }: Place): AppError {
  const where = path ?? (fd === undefined ? `${host}:${port}` : `file descriptor ${fd}`);
  const taken = error.code === 'EADDRINUSE';
  return new AppError(taken ? 'conflict' : 'unavailable', `Cannot listen at ${where}: ${error.message}.`, {
    ...(taken && { reason: 'address_in_use' }),
    cause: error,
  });
}

/** Whether a living process listens at a Unix socket path. */
function answers(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ path });
    const done = (alive: boolean) => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => done(true));
    socket.once('error', error => done((error as NodeJS.ErrnoException).code === 'EAGAIN'));
  });
}
