import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Address } from './address.ts';
import type { CallOptions, Client, Contract } from './contract.ts';
import { prepareCallable } from './exchange.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { Lines } from './lines.ts';
import { callMethod } from './pending-call.ts';
import { PendingStream } from './pending-stream.ts';
import { schemaTraits } from './schema.ts';
import { parseOutput } from './served.ts';
import type { TlsCredentials } from './tls.ts';
import { CALL, OPEN } from './wire.ts';

export interface ClientOptions {
  /** Where the service is now; asked again whenever a new line is needed. */
  readonly resolve: () => Address | Promise<Address>;
  /** Required for a `tls` address. */
  readonly tls?: TlsCredentials;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly limits?: Partial<Limits>;
}

/** A client that ends its lines and fails its open calls when closed. */
export type RpcClient<C extends Contract> = Client<C> & { close(): void } & Disposable;

/**
 * A client of a contract served elsewhere. It connects at the first call or subscription. While the service cannot be
 * reached, calls wait within their deadline, since they have not run; after a long outage they fail at once with
 * `unavailable`. Calls whose line was lost run again only when their method is idempotent.
 */
export function createRpcClient<C extends Contract>(contract: C, options: ClientOptions): RpcClient<C> {
  const { resolve, tls, log, metrics } = options;
  const { service } = contract;
  const lines = new Lines({ service, resolve, tls, log, limits: { ...DEFAULT_LIMITS, ...options.limits } });
  const methods = Object.entries(contract.methods).map(([name, { input, output, idempotent, timeout }]) => {
    const callable = prepareCallable(
      service,
      name,
      { kind: CALL, input, output, idempotent, timeout },
      metrics,
    );
    return [name, (value: unknown, call?: CallOptions) => callMethod(lines, callable, value, call)];
  });
  const streams = Object.entries(contract.streams).map(([name, { input, item }]) => {
    const shape = { kind: OPEN, input, output: item, idempotent: false, timeout: Number.POSITIVE_INFINITY };
    const callable = prepareCallable(service, name, shape, metrics);
    const open = (value: unknown, call?: CallOptions) => ({
      [Symbol.asyncIterator]: () => new PendingStream(lines, callable, value, call),
    });
    return [name, open];
  });
  const on = (event: string, listener: (payload: unknown) => void, onLine?: (up: boolean) => void) => {
    const first = !lines.subscriptions.events.includes(event);
    const schema = contract.events[event];
    if (!schema) throw new TypeError(`${service} has no event ${event}.`);
    const parse = (payload: unknown) => listener(parseOutput(`${service}.${event}`, schema, payload));
    const stop = lines.subscriptions.add(event, schemaTraits(schema).changes ? parse : listener, onLine);
    if (first) lines.listen(event);
    return () => {
      if (stop()) lines.unlisten(event);
    };
  };
  const close = () => lines.close();
  return {
    ...Object.fromEntries([...methods, ...streams]),
    on,
    close,
    [Symbol.dispose]: close,
  } as RpcClient<C>;
}
