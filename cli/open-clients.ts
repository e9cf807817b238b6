import type { Log } from '../core/log.ts';
import { Metrics } from '../core/metrics.ts';
import type { Client, Contract } from '../core/rpc/contract.ts';
import { answers } from '../core/service/listeners.ts';
import { runDirectory, socketPaths } from '../core/service/run-directory.ts';
import { loadConfig, version } from './config.ts';
import { loadServices, type ServiceName } from './services.ts';

/**
 * Clients for a command: of the Croft that runs for this data directory, or of a service brought up here while the command runs.
 * What they take is loaded for the commands that ask for one; the supervisor and `croft status` are among those that do not.
 */
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
        const { createRpcClient } = await import('../core/rpc/index.ts');
        return stack.use(
          createRpcClient(contract, { resolve: () => ({ kind: 'unix', path }), log, metrics: new Metrics() }),
        );
      }
      const { openConfiguredDatabase } = await import('./database.ts');
      const { startHost } = await import('../core/service/host.ts');
      const { contracts } = await import('./contracts.ts');
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
