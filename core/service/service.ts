import type { Kysely } from 'kysely';
import type { Cache } from '../cache/index.ts';
import type { ServerConfig } from '../config/core-options.ts';
import type { OptionTable, Values } from '../config/options.ts';
import type { ListenOptions } from '../db/listen.ts';
import type { Fetcher } from '../fetch/index.ts';
import type { Http } from '../http/http.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Client, Contract, Emitter, Implementation } from '../rpc/contract.ts';
import type { Translator } from '../translate/index.ts';
import type { Place } from './look-around.ts';

/**
 * A service as the rest of the program sees it. It is created → started → ready → draining → disposed, and never knows
 * whether the services it calls are in its own process, in another or on another server.
 */
export interface ServiceDefinition<
  C extends Contract = Contract,
  O extends OptionTable = OptionTable,
  S = unknown,
> {
  readonly contract: C;
  /** Its section of `croft.config.ts`, named after the service. */
  readonly options: O;
  /** Directory of its numbered SQL migrations; a service without one has no tables. */
  readonly migrations?: URL;
  /** Builds the service. Nothing runs yet: no job, no timer, no connection outward. */
  create(ctx: ServiceContext<C, O, S>): Promise<ServiceParts<C>> | ServiceParts<C>;
}

/** Everything a service is given. Tests build one by hand and swap what they like. */
export interface ServiceContext<
  C extends Contract = Contract,
  O extends OptionTable = OptionTable,
  S = unknown,
> {
  readonly config: Values<O>;
  readonly server: ServerConfig;
  /** Public origin of the site without a trailing slash; `http://localhost:PORT` unless CROFT_URL is set. */
  readonly origin: string;
  /** Absolute path of the data directory. */
  readonly data: string;
  readonly version: string;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Aborts when the process is told to stop. */
  readonly signal: AbortSignal;
  /** The service's own schema. */
  readonly db: Kysely<S>;
  /** Hears a channel of the database in this process, until the signal aborts (`core/db/listen.ts`). */
  listen(options: Pick<ListenOptions, 'channel' | 'signal' | 'onNotice' | 'onLine'>): Promise<void>;
  readonly cache: Cache;
  readonly jobs: Jobs;
  readonly fetcher: Fetcher;
  readonly translator: Translator;
  /** Sends this service's own events. */
  readonly events: Emitter<C>;
  /** A client of another service's contract. */
  client<T extends Contract>(contract: T): Client<T>;
  /** Asks every service of all servers how it does (`look-around.ts`). */
  lookAround(): Promise<Place[]>;
}

export interface ServiceParts<C extends Contract = Contract> {
  readonly methods: Implementation<C>;
  /** Adds the service's public HTTP routes, all in one list. They lie under `contract.paths`. */
  routes?(http: Http): void | Promise<void>;
  /** Begins background work. */
  start?(): Promise<void>;
  /** Why it is not ready, in a sentence; undefined when it is. The database is watched elsewhere. */
  notReady?(): string | undefined;
  /** Takes no new work and lets what is open finish. */
  drain?(): Promise<void>;
  dispose?(): Promise<void>;
}

/** Keeps the types of a definition; a service's `service.ts` exports the result. */
export function defineService<C extends Contract, O extends OptionTable, S = unknown>(
  definition: ServiceDefinition<C, O, S>,
): ServiceDefinition<C, O, S> {
  return definition;
}
