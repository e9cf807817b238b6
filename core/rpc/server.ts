import type { Server, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Server as TlsServer } from 'node:tls';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Address } from './address.ts';
import type { Contract, Implementation } from './contract.ts';
import { EventFanout } from './event-fanout.ts';
import type { EventSource } from './events.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { type Listen, openServer } from './listen.ts';
import { prepareContract } from './served.ts';
import { ServerConnection } from './server-connection.ts';
import type { ServedService, ServerShared } from './server-shared.ts';
import { Sweep } from './sweep.ts';
import type { TlsCredentials } from './tls.ts';

/** One contract with what answers it; `service()` makes one and checks that the two belong together. */
export interface Service {
  readonly contract: Contract;
  readonly implementation: object;
  readonly events?: EventSource;
}

export interface ServeOptions {
  readonly listen: Listen;
  readonly services: readonly Service[];
  /** Makes it mutual TLS. Required for a `tls` address. */
  readonly tls?: TlsCredentials;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Milliseconds that open calls have to finish in a drain; 5 s unless given. */
  readonly grace?: number;
  readonly limits?: Partial<Limits>;
}

export interface RpcServer extends AsyncDisposable {
  /** Where it listens, with the port that the system chose; undefined for an inherited file descriptor. */
  readonly address: Address | undefined;
  /** Calls and streams open now. */
  readonly openCalls: number;
  /** Peers connected now. */
  readonly connections: number;
  /**
   * Stops accepting, tells every peer to go elsewhere, and resolves when open calls and streams have finished or
   * the grace is over. Calls that still arrive are refused as not run, so their callers may try again elsewhere.
   */
  drain(): Promise<void>;
  /** Stops at once; open calls are cancelled. */
  close(): Promise<void>;
}

/** A contract and its implementation, checked against each other by the compiler. */
export function service<C extends Contract>(
  contract: C,
  implementation: Implementation<C>,
  events?: EventSource,
): Service {
  return { contract, implementation, ...(events && { events }) };
}

/** Serves contracts at an address. Errors as `openServer`. */
export async function serveRpc(options: ServeOptions): Promise<RpcServer> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const connections = new Set<ServerConnection>();
  const services = new Map<string, ServedService>(
    options.services.map(({ contract, implementation, events }) => [
      contract.service,
      {
        ...prepareContract(contract, implementation, options.metrics),
        events: events && new EventFanout(events, contract),
      },
    ]),
  );
  let draining: { promise: Promise<void>; resolve: () => void } | undefined;
  const openCalls = () => connections.values().reduce((sum, connection) => sum + connection.openCalls, 0);
  const finished = () => openCalls() === 0 && connections.values().every(connection => connection.quiet);
  const shared: ServerShared = {
    services,
    limits,
    log: options.log,
    sweep: new Sweep(),
    get draining() {
      return draining !== undefined;
    },
    settled: () => {
      if (finished()) draining?.resolve();
    },
  };
  const accept = (socket: Socket) => {
    const connection: ServerConnection = new ServerConnection(socket, shared, () => {
      connections.delete(connection);
      shared.settled();
    });
    connections.add(connection);
  };
  const server = await openServer(options.listen, options.tls, limits.answer, accept);
  const close = async () => {
    stopListening(server);
    for (const { line } of [...connections]) {
      line.close(new AppError('unavailable', 'This service has stopped.', { reason: 'going_away' }));
    }
  };
  return {
    address: boundAddress(server, options.listen, options.tls !== undefined || server instanceof TlsServer),
    get openCalls() {
      return openCalls();
    },
    get connections() {
      return connections.size;
    },
    async drain() {
      if (!draining) {
        draining = Promise.withResolvers<void>();
        stopListening(server);
        for (const connection of connections) connection.goAway();
        if (finished()) draining.resolve();
        const signal = AbortSignal.timeout(options.grace ?? 5_000);
        signal.addEventListener('abort', draining.resolve);
        await draining.promise;
        while (!signal.aborted && [...connections].some(({ line }) => line.outbox.backlog > 0))
          await delay(5);
        await close();
      }
      await draining.promise;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Gives up our hold on the socket. The file of a Unix socket that we did not bind ourselves stays. */
function stopListening(server: Server): void {
  if (server.listening) server.close();
}

function boundAddress(server: Server, listen: Listen, secure: boolean): Address | undefined {
  const bound = server.address();
  if (bound === null) return undefined;
  if (typeof bound === 'string') return bound === '' ? undefined : { kind: 'unix', path: bound };
  const host = typeof listen === 'object' && 'host' in listen ? listen.host : bound.address;
  return { kind: secure ? 'tls' : 'tcp', host, port: bound.port };
}
