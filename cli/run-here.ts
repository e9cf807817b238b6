import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../core/log.ts';
import type { Contract } from '../core/rpc/contract.ts';
import { startHost } from '../core/service/host.ts';
import { inheritedSockets } from '../core/service/listeners.ts';
import { makeDirectories, runDirectory, socketPaths } from '../core/service/run-directory.ts';
import { openTurn, type Turn } from '../core/service/turn.ts';
import { exportSpans } from '../core/tracing/export-spans.ts';
import { type Config, version } from './config.ts';
import { contracts } from './contracts.ts';
import { openConfiguredDatabase } from './database.ts';
import { giveBackMemory } from './give-back-memory.ts';
import { serviceNetwork } from './network.ts';
import { notifySystemd } from './notify-systemd.ts';
import { loadServices, type ServiceName } from './services.ts';
import { aborted } from './stop-signal.ts';
import { holdPort } from './supervisor/sockets.ts';

/** Runs services in this process until told to stop. Used for `croft start`, and by the supervisor for each of its processes. */
export async function runHere(
  names: readonly ServiceName[],
  config: Config,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const begun = performance.now();
  await makeDirectories(config.data, config.server.run);
  const inherited = inheritedSockets(process.env);
  // A port that is taken is better known before anything is started and the setup link is printed.
  if (names.includes('web') && !inherited.has('public'))
    holdPort('public', config.server.host, config.server.port)[Symbol.dispose]();
  // The code is read while the database starts.
  const loading = loadServices(names);
  loading.catch(() => {});
  await using database = await openConfiguredDatabase(config, log, signal);
  const services = await loading;
  const endpoint = config.server.traces;
  const service = names.length === 1 ? `croft-${names[0]}` : 'croft';
  await using _spans = endpoint === undefined ? undefined : exportSpans({ endpoint, service, log });
  await using turn = turnOf(names, config, database.url, log, signal);
  await using host = await startHost({
    services,
    contracts: contracts as unknown as Contract[],
    config,
    databaseUrl: database.url,
    version,
    log,
    signal,
    inherited,
    network: serviceNetwork(config),
    ...(turn && {
      turn: {
        alone: turn.alone,
        async take() {
          await notifySystemd('standby');
          await turn.take();
        },
      },
    }),
  });
  log.info(
    { services: names.join(' '), ms: Math.round(performance.now() - begun) },
    host.port === undefined ? 'Ready.' : `Ready at ${config.origin}`,
  );
  process.send?.({ ready: true });
  await notifySystemd('ready');
  giveBackMemory();
  await aborted(signal);
  log.info('Stopping: open requests finish first.');
  await notifySystemd('stopping');
  await host.stop();
  if (process.connected) process.disconnect?.();
  else if (process.send) removeSockets(names, config);
}

/** Under systemd a service may have to wait for another process of it to end, or for its files to come (`deploy/units/`). */
function turnOf(
  names: readonly ServiceName[],
  config: Config,
  databaseUrl: string,
  log: Log,
  signal: AbortSignal,
): Turn | undefined {
  const [service, ...more] = names;
  if (service === undefined || more.length > 0 || config.server.run === undefined) return undefined;
  const holdFile = join(config.server.run, 'hold', service);
  const alone = process.env['CROFT_ALONE'] === '1';
  return openTurn({ service, databaseUrl, holdFile, alone, log, signal });
}

/** The sockets belong to the supervisor, and it is gone without having removed them. */
function removeSockets(names: readonly ServiceName[], config: Config): void {
  for (const name of names)
    for (const path of Object.values(socketPaths(runDirectory(config.data, config.server.run), name)))
      rmSync(path, { force: true });
}
