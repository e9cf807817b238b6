import { type Database, openDatabase } from '../db/database.ts';
import { listenTo } from '../db/listen.ts';
import { migrate } from '../db/migrate.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Clients, Local } from './clients.ts';
import { crashDirectory } from './crash-reports.ts';
import type { HostOptions } from './host.ts';
import type { ServiceStatus } from './internal.ts';
import { Lifecycle } from './lifecycle.ts';
import { LoadSampler } from './load-sample.ts';
import { lookAround } from './look-around.ts';
import { describeMachine } from './machine.ts';
import { runDirectory } from './run-directory.ts';
import type { ServiceContext, ServiceDefinition, ServiceParts } from './service.ts';
import type { Shared } from './shared.ts';

/** A service that lives in this process, with everything that is its own. */
export interface Hosted extends AsyncDisposable {
  readonly service: string;
  readonly definition: ServiceDefinition;
  readonly parts: ServiceParts;
  readonly local: Local;
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
  readonly log: Log;
  start(): Promise<void>;
  /** Why it is not ready, in a sentence; undefined when it is. */
  notReady(): Promise<string | undefined>;
  status(shares: string[]): Promise<ServiceStatus>;
}

export interface HostedOptions extends HostOptions {
  readonly shared: Shared;
  readonly clients: Clients;
  readonly local: Local;
}

/** Migrates a service's schema and creates the service; nothing of it runs yet. */
export async function createHosted(definition: ServiceDefinition, options: HostedOptions): Promise<Hosted> {
  const { local, config, shared } = options;
  const { service } = definition.contract;
  const { metrics } = local;
  const log = options.log.child({ service });
  const database = openDatabase({ url: options.databaseUrl, schema: service, log, metrics });
  if (definition.migrations)
    await migrate({
      url: options.databaseUrl,
      schema: service,
      directory: definition.migrations.pathname,
      log,
      pool: database.pool,
    });
  const context: ServiceContext = {
    config: config.sections[service] ?? {},
    server: config.server,
    origin: config.origin,
    data: config.data,
    version: options.version,
    log,
    metrics,
    signal: options.signal,
    db: database.db as ServiceContext['db'],
    listen: heard => listenTo({ ...heard, url: options.databaseUrl, log }),
    cache: shared.cache,
    jobs: shared.jobs,
    fetcher: shared.fetcher,
    translator: shared.translator,
    events: local.events,
    client: contract => options.clients.of(contract),
    lookAround: () =>
      lookAround(
        options.contracts.map(contract => contract.service),
        runDirectory(config.data, config.server.run),
        options.network,
      ),
  };
  const parts = await definition.create(context);
  local.arrive(parts.methods);
  const lifecycle = new Lifecycle();
  metrics.gauge('croft_ready', 'Whether the service can do its work, but for its database: 1 or 0.', () =>
    lifecycle.state === 'ready' && parts.notReady?.() === undefined ? 1 : 0,
  );
  const sampler = new LoadSampler(metrics);
  return {
    service,
    definition,
    parts,
    local,
    lifecycle,
    metrics,
    log,
    async start() {
      await parts.start?.();
      lifecycle.become('started');
    },
    notReady: async () => whyNotReady(lifecycle, definition, database, parts),
    status: async shares => ({
      service,
      pid: process.pid,
      version: options.version,
      state: lifecycle.state,
      startedAt: lifecycle.startedAt.toISOString(),
      ...sampler.load,
      memory: process.memoryUsage.rss(),
      shares,
      machine: await describeMachine({
        data: config.data,
        crashes: crashDirectory(config.data, config.server.crashes),
        certificate: options.network?.tls.cert,
      }),
    }),
    async [Symbol.asyncDispose]() {
      await parts.dispose?.();
      sampler[Symbol.dispose]();
      await database.close();
      lifecycle.become('disposed');
    },
  };
}

async function whyNotReady(
  lifecycle: Lifecycle,
  definition: ServiceDefinition,
  database: Database<unknown>,
  parts: ServiceParts,
): Promise<string | undefined> {
  if (lifecycle.state !== 'ready') return `The service is ${lifecycle.state}.`;
  if (definition.migrations) {
    try {
      await database.ping();
    } catch (error) {
      return (error as Error).message;
    }
  }
  return parts.notReady?.();
}
