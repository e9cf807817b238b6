import net, { type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { freePort } from './network.ts';

export interface DatabaseProxy {
  /** The database as seen through the proxy. */
  readonly url: string;
  /** Begins to take connections. */
  open(): Promise<void>;
  /** Cuts every connection and takes no more: what a database that is gone looks like. */
  close(): void;
}

/** A TCP door before a real database, which a test can shut. */
export async function databaseProxy(t: TestContext, target: string): Promise<DatabaseProxy> {
  const url = new URL(target);
  const socketDirectory = url.searchParams.get('host');
  const to = socketDirectory
    ? { path: `${socketDirectory}/.s.PGSQL.5432` }
    : { host: url.hostname, port: Number(url.port || 5432) };
  const port = await freePort();
  const sockets = new Set<Socket>();
  const server = net.createServer(client => {
    const upstream = net.connect(to);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {});
      one.once('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  t.after(close);
  url.searchParams.delete('host');
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    open: () => new Promise(resolve => server.listen(port, '127.0.0.1', resolve)),
    close,
  };
}
