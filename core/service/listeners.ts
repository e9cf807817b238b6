import { existsSync, unlinkSync } from 'node:fs';
import net, { type Server } from 'node:net';
import { AppError } from '../errors.ts';

/** Where to listen: a Unix socket path, a TCP port, or a file descriptor that another process bound for us. */
export type ListenAt = { path: string } | { host: string; port: number } | { fd: number };

const FIRST_FD = 3;

/**
 * The listening sockets that were handed to this process, by name, in the form of systemd socket activation
 * (sd_listen_fds(3): LISTEN_FDS, LISTEN_FDNAMES). Two generations of a service share them, so none is ever closed to callers.
 */
export function inheritedSockets(
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, number> {
  if (env['LISTEN_PID'] !== undefined && Number(env['LISTEN_PID']) !== process.pid) return new Map();
  // One systemd unit gives all of its sockets one name, in the order in which it lists them.
  const names = (env['CROFT_SOCKETS'] ?? env['LISTEN_FDNAMES'] ?? '').split(':');
  const count = Number(env['LISTEN_FDS'] ?? 0);
  return new Map(
    Array.from({ length: count }, (_, index) => [names[index] || `fd${index}`, FIRST_FD + index]),
  );
}

/** Starts a server listening; a port that is taken or not allowed is an error that says so. */
export async function listen(server: Server, at: ListenAt): Promise<void> {
  if ('path' in at && existsSync(at.path)) await removeStale(at.path);
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(listenError(error, at));
    server.once('error', failed);
    server.listen('path' in at ? { path: at.path } : at, () => {
      server.off('error', failed);
      resolve();
    });
  });
}

/** Removes a socket file that nobody answers at; throws `conflict` when somebody does. */
export async function removeStale(path: string): Promise<void> {
  if (await answers(path))
    throw new AppError(
      'conflict',
      `Croft already runs for this data directory (${path} answers). \`croft status\` shows it.`,
      { reason: 'running' },
    );
  unlinkSync(path);
}

/** Whether a process listens at this Unix socket. */
export function answers(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

export function listenError(error: NodeJS.ErrnoException, at: ListenAt): AppError {
  const where = 'path' in at ? at.path : 'fd' in at ? `file descriptor ${at.fd}` : `port ${at.port}`;
  const what =
    {
      EADDRINUSE: `${where} is taken by another program. Stop that one, or set PORT to another port.`,
      EACCES: `${where} may not be used by this user. Ports below 1024 need root; set PORT to a higher one.`,
      EADDRNOTAVAIL: `${where}: this machine has no such address. See server.host in croft.config.ts.`,
    }[error.code ?? ''] ?? `Cannot listen at ${where}: ${error.message}`;
  return new AppError('unavailable', what.charAt(0).toUpperCase() + what.slice(1), {
    cause: error,
    reason: 'listen',
  });
}
