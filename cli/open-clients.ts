import type { Log } from '../core/log.ts';
import { Metrics } from '../core/metrics.ts';
import type { Client, Contract } from '../core/rpc/contract.ts';
import { createRpcClient } from '../core/rpc/index.ts';
import { startHost } from '../core/service/host.ts';
import { answers } from '../core/service/listeners.ts';
import { runDirectory, socketPaths } from '../core/service/run-directory.ts';
import { loadConfig, version } from './config.ts';
import { contracts } from './contracts.ts';
import { openConfiguredDatabase } from './database.ts';
import { loadServices, type ServiceName } from './services.ts';

/** Clients for a command: of the Croft that runs for this data directory, or of a service brought up here while the command runs. */
export function openClients(
  log: Log,
  signal: () => AbortSignal,
): AsyncDisposable & { of<C extends Contract>(contract: C): Promise<Client<C>> } {
  const stack = new AsyncDisposableStack();
  return {
    async of<C extends Contract>(contract: C) {
      const config = await loadConfig();
      const path = socketPaths(runDirectory(config.data, config.server.run), contract.service).rpc;
      if (await answers(path)) {
        return stack.use(
          createRpcClient(contract, { resolve: () => ({ kind: 'unix', path }), log, metrics: new Metrics() }),
        );
      }
      const database = stack.use(await openConfiguredDatabase(config, log, signal()));
      const host = await startHost({
        services: await loadServices([contract.service as ServiceName]),
        contracts: contracts as unknown as Contract[],
        config,
        databaseUrl: database.url,
        version,
        log,
        signal: signal(),
        serve: false,
      });
      return stack.use(host).clients.of(contract);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
