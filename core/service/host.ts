import type { Server } from 'node:http';
import type { ServerConfig } from '../config/core-options.ts';
import type { OptionTable, Values } from '../config/options.ts';
import { waitForDatabase } from '../db/wait.ts';
import type { Log } from '../log.ts';
import { Metrics } from '../metrics.ts';
import type { Contract } from '../rpc/contract.ts';
import { type RpcServer, service as served, serveRpc } from '../rpc/index.ts';
import type { TranslationConfig } from '../translate/index.ts';
import { Clients, createLocal, type Local } from './clients.ts';
import { createHosted, type Hosted } from './hosted.ts';
import { internalServer } from './internal.ts';
import { type ListenAt, listen } from './listeners.ts';
import { type Entrance, type ServiceNetwork, whereabouts } from './network.ts';
import { type HttpListener, serveHttp } from './public-http.ts';
import { makeDirectories, socketPaths } from './run-directory.ts';
import { openSecureEntrance } from './secure-entrance.ts';
import type { ServiceDefinition } from './service.ts';
import { createShared } from './shared.ts';

export interface HostOptions {
  /** The services that run in this process. */
  readonly services: readonly ServiceDefinition[];
  /** Contracts of all services there are; those that are not here are called through their sockets. */
  readonly contracts: readonly Contract[];
  readonly config: {
    readonly server: ServerConfig;
    readonly data: string;
    readonly origin: string;
    readonly sections: Readonly<Record<string, Values<OptionTable>>>;
  };
  readonly databaseUrl: string;
  readonly version: string;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Sockets that were handed to this process, by name: `public`, `rpc`, `http`, `internal`. */
  readonly inherited?: ReadonlyMap<string, number>;
  /** How to reach services on other servers, and to be reached from there; a Croft of this machine alone has none. */
  readonly network?: ServiceNetwork | undefined;
  /**
   * Waited for before anything is served: with its work begun by a service of which two may run, and by one that runs alone before it
   * begins any.
   */
  readonly turn?: { readonly alone: boolean; take(): Promise<void> };
  /** Calls inside the process are encoded and decoded as between processes, so that tests see what splitting would do. */
  readonly encode?: boolean;
  /** False for a command that brings a service up for itself: it takes no calls and starts no background work. */
  readonly serve?: boolean;
}

export interface Host extends AsyncDisposable {
  readonly clients: Clients;
  /** The port of the public site, when `web` runs here. */
  readonly port: number | undefined;
  /** Stops in order: no new work, open work finishes, everything is let go. At most about 9 s. */
  stop(): Promise<void>;
}

/** The service whose listener is the public origin. */
const ORIGIN_SERVICE = 'web';
const GRACE_MS = 5_000;

/** Runs services in this process. They find one another here or through sockets, and do not know which. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { config, log, signal, network } = options;
  const run = await makeDirectories(config.data, config.server.run);
  await waitForDatabase(options.databaseUrl, { log, signal });
  const shared = createShared({
    server: config.server,
    data: config.data,
    translation: (config.sections['translation'] ?? {}) as TranslationConfig,
    databaseUrl: options.databaseUrl,
    userAgent: `Croft/${options.version} (+${config.origin})`,
    log,
  });
  const locals = new Map<string, Local>();
  for (const { contract } of options.services) {
    locals.set(
      contract.service,
      createLocal(contract, options.encode ?? false, log.child({ service: contract.service }), new Metrics()),
    );
  }
  const where = whereabouts(run, network);
  const clients = new Clients(locals, where, network?.tls, log, shared.metrics);
  const hosted: Hosted[] = [];
  const rpc: RpcServer[] = [];
  const http: HttpListener[] = [];
  const internal: Server[] = [];
  /** Ways into the internal listeners from other servers. */
  const entrances: (() => void)[] = [];

  const stop = async (): Promise<void> => {
    for (const { lifecycle } of hosted) lifecycle.become('draining');
    await Promise.all([
      ...http.map(listener => listener.drain(GRACE_MS)),
      ...rpc.map(server => server.drain()),
      ...hosted.map(one => one.parts.drain?.()),
      shared.jobs.drain(GRACE_MS),
    ]);
    await shared[Symbol.asyncDispose]();
    for (const one of hosted.toReversed()) await one[Symbol.asyncDispose]();
    clients[Symbol.dispose]();
    for (const close of entrances) close();
    for (const server of internal) {
      server.close();
      server.closeAllConnections();
    }
  };

  try {
    const created = options.services.map(definition =>
      createHosted(definition, {
        ...options,
        shared,
        clients,
        local: locals.get(definition.contract.service)!,
      }),
    );
    // Each that was made is known before the first failure is thrown, so that stopping reaches all of them.
    for (const result of await Promise.allSettled(created))
      if (result.status === 'fulfilled') hosted.push(result.value);
    await Promise.all(created);
    if (options.serve !== false) await serveAll();
  } catch (error) {
    await stop();
    throw error;
  }
  return { clients, port: http[0]?.port, stop, [Symbol.asyncDispose]: stop };

  /** Opens the listeners, starts the background work, and says ready. */
  async function serveAll(): Promise<void> {
    const { turn } = options;
    const begin = async () => {
      await Promise.all(hosted.map(one => one.start()));
      await shared.jobs.start();
    };
    if (turn && !turn.alone) await begin();
    await turn?.take();
    const at = <T extends ListenAt>(name: string, otherwise: T): T | { fd: number } => {
      const fd = options.inherited?.get(name);
      return fd === undefined ? otherwise : { fd };
    };
    const abroad = (name: Entrance | 'internal', service: string) => {
      const port = network!.ports(service)[name];
      return at(`${name}-tls`, { host: config.server.host, port });
    };
    for (const one of hosted) {
      const paths = socketPaths(run, one.service);
      const server = internalServer({
        service: one.service,
        metrics: [one.metrics, shared.metrics],
        notReady: () => one.notReady(),
        status: () => one.status(hosted.map(other => other.service)),
      });
      await listen(server, at('internal', { path: paths.internal }));
      internal.push(server);
      const rpcAt = at('rpc', { path: paths.rpc });
      const calls = {
        services: [served(one.local.contract, one.local.implementation, one.local.events)],
        log: one.log,
        metrics: one.metrics,
        grace: GRACE_MS,
      };
      rpc.push(await serveRpc({ ...calls, listen: 'fd' in rpcAt ? rpcAt.fd : { kind: 'unix', ...rpcAt } }));
      if (network === undefined) continue;
      entrances.push(await openSecureEntrance(server, abroad('internal', one.service), network.tls));
      const rpcAbroad = abroad('rpc', one.service);
      const listenAbroad = 'fd' in rpcAbroad ? rpcAbroad.fd : ({ kind: 'tls', ...rpcAbroad } as const);
      rpc.push(await serveRpc({ ...calls, listen: listenAbroad, tls: network.tls }));
    }
    if (!turn || turn.alone) await begin();
    const common = {
      origin: config.origin,
      where,
      tls: network?.tls,
      log,
      trustedProxies: config.server.trustedProxies,
    };
    if (hosted.some(one => one.service === ORIGIN_SERVICE)) {
      const elsewhere = options.contracts.filter(contract => !locals.has(contract.service));
      const place = at('public', { host: config.server.host, port: config.server.port });
      const metrics = locals.get(ORIGIN_SERVICE)!.metrics;
      http.push(
        await serveHttp({ ...common, parts: hosted.map(one => one.parts), elsewhere, at: place, metrics }),
      );
    } else {
      for (const one of hosted) {
        if (!one.parts.routes) continue;
        http.push(
          await serveHttp({
            ...common,
            trustedProxies: true,
            parts: [one.parts],
            elsewhere: [],
            at: at('http', { path: socketPaths(run, one.service).http }),
            ...(network && { abroad: abroad('http', one.service) }),
            metrics: one.metrics,
          }),
        );
      }
    }
    for (const one of hosted) one.lifecycle.become('ready');
  }
}
