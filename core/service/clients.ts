import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Client, Contract, Emitter, Implementation } from '../rpc/contract.ts';
import { createEmitter, createRpcClient, type EventSource, inProcessClient } from '../rpc/index.ts';
import type { TlsCredentials } from '../rpc/tls.ts';
import { lateImplementation } from './late-implementation.ts';
import type { Whereabouts } from './network.ts';

/** One service of this process as the others reach it. */
export interface Local<C extends Contract = Contract> {
  readonly contract: C;
  readonly implementation: Implementation<C>;
  readonly events: Emitter<C> & EventSource;
  readonly metrics: Metrics;
  readonly client: Client<C>;
  arrive(real: Implementation<C>): void;
}

/** Makes the place of a service in its process, before the service itself is made. */
export function createLocal<C extends Contract>(
  contract: C,
  encode: boolean,
  log: Log,
  metrics: Metrics,
): Local<C> {
  const late = lateImplementation(contract);
  const events = createEmitter(contract);
  const client = inProcessClient(contract, late.implementation, {
    events,
    mode: encode ? 'encode' : 'reference',
    log,
    metrics,
  });
  return { contract, implementation: late.implementation, events, metrics, client, arrive: late.arrive };
}

/** Clients of every contract: function calls for the services of this process, sockets for the rest. */
export class Clients implements Disposable {
  readonly #locals: ReadonlyMap<string, Local>;
  readonly #where: Whereabouts;
  readonly #tls: TlsCredentials | undefined;
  readonly #log: Log;
  readonly #metrics: Metrics;
  readonly #remote = new Map<string, ReturnType<typeof createRpcClient>>();

  constructor(
    locals: ReadonlyMap<string, Local>,
    where: Whereabouts,
    tls: TlsCredentials | undefined,
    log: Log,
    metrics: Metrics,
  ) {
    this.#locals = locals;
    this.#where = where;
    this.#tls = tls;
    this.#log = log;
    this.#metrics = metrics;
  }

  of<C extends Contract>(contract: C): Client<C> {
    const local = this.#locals.get(contract.service);
    if (local) return local.client as unknown as Client<C>;
    const known = this.#remote.get(contract.service);
    if (known) return known as unknown as Client<C>;
    const made = createRpcClient(contract, {
      resolve: () => this.#where(contract.service, 'rpc'),
      ...(this.#tls && { tls: this.#tls }),
      log: this.#log,
      metrics: this.#metrics,
    });
    this.#remote.set(contract.service, made as unknown as ReturnType<typeof createRpcClient>);
    return made;
  }

  [Symbol.dispose](): void {
    for (const client of this.#remote.values()) client.close();
  }
}
