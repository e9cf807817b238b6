import { createServer, type RequestListener, type Server } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import type { TestContext } from 'node:test';
import { createLog } from '../log.ts';
import { Metrics } from '../metrics.ts';
import type { FetchError, FetchReason } from './fetch-error.ts';
import { createFetcher } from './fetcher.ts';
import type { Fetcher, FetcherConfig } from './types.ts';

/** A fetcher that may reach 127.0.0.1 and gives up quickly; closed with the test. */
export function testFetcher(t: TestContext, config: Partial<FetcherConfig> = {}): Fetcher {
  const fetcher = createFetcher({
    userAgent: 'Croft/0 (+https://croft.example)',
    allow: ['127.0.0.1'],
    log: createLog({ level: 'silent' }),
    metrics: new Metrics(),
    ...config,
  });
  t.after(() => fetcher.close());
  return fetcher;
}

/** An HTTP server on 127.0.0.1; gives its origin. */
export async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  t.after(() => server.closeAllConnections());
  return `http://127.0.0.1:${await listen(t, server)}`;
}

/** A server that says what it is told to, HTTP or not; gives its origin. */
export async function serveRaw(t: TestContext, onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer(socket => {
    sockets.add(socket.on('error', () => {}));
    onConnection(socket);
  });
  t.after(() => {
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${await listen(t, server)}`;
}

export async function listen(t: TestContext, server: Server | TcpServer): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** For `assert.rejects`: a fetch that failed for this reason. */
export function failsWith(reason: FetchReason): (error: FetchError) => boolean {
  return error => {
    if (error.reason === reason) return true;
    throw new Error(`expected ${reason}, got ${error.reason}`, { cause: error });
  };
}
