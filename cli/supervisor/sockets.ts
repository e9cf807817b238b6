import { chmodSync, existsSync, rmSync } from 'node:fs';
import net from 'node:net';
import { getSystemErrorName } from 'node:util';
import { listenError, removeStale } from '../../core/service/listeners.ts';

/** A bound socket that processes started by us listen on; it outlives each of them, so that callers queue instead of failing. */
export interface HeldSocket extends Disposable {
  readonly name: string;
  readonly fd: number;
}

interface BoundHandle {
  readonly fd: number;
  /** Gives an error number; a TCP handle remembers here that its bind failed. */
  getsockname?(out: object): number;
  close(): void;
}

/** Node's own way (the cluster module's) to bind a socket without listening on it; there is no public one. */
type CreateHandle = (address: string, port: number, addressType: 4 | 6 | -1) => BoundHandle | number;
const createHandle = (net as unknown as { _createServerHandle: CreateHandle })._createServerHandle;

/** Binds a Unix socket for our own user. Throws `conflict` when a process answers there already. */
export async function holdPath(name: string, path: string): Promise<HeldSocket> {
  if (existsSync(path)) await removeStale(path);
  const handle = bound(createHandle(path, -1, -1), { path });
  chmodSync(path, 0o600);
  return {
    name,
    fd: handle.fd,
    [Symbol.dispose]() {
      handle.close();
      rmSync(path, { force: true });
    },
  };
}

/** Binds a TCP port; throws `unavailable` in words when it is taken. */
export function holdPort(name: string, host: string, port: number): HeldSocket {
  const handle = bound(createHandle(host, port, net.isIPv4(host) ? 4 : 6), { host, port });
  return { name, fd: handle.fd, [Symbol.dispose]: () => handle.close() };
}

function bound(
  made: BoundHandle | number,
  at: { path: string } | { host: string; port: number },
): BoundHandle {
  const failed = typeof made === 'number' ? made : (made.getsockname?.({}) ?? 0);
  if (typeof made !== 'number' && failed === 0) return made;
  const code = getSystemErrorName(failed);
  throw listenError(Object.assign(new Error(code), { code }), at);
}
