import { AppError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { crashDirectory } from '../../core/service/crash-reports.ts';
import { listen } from '../../core/service/listeners.ts';
import { makeDirectories, socketPaths } from '../../core/service/run-directory.ts';
import type { Config } from '../config.ts';
import { openConfiguredDatabase } from '../database.ts';
import { lineSink } from '../output/process-log.ts';
import type { ServiceName } from '../services.ts';
import { aborted } from '../stop-signal.ts';
import { controlPath, controlServer } from './control.ts';
import { type HeldSocket, holdPath, holdPort } from './sockets.ts';
import { Supervised } from './supervised.ts';

/** Services of which two must never run at once: what they hold outside (a nick on a network) has one owner. */
const SINGLETONS: ReadonlySet<ServiceName> = new Set(['relay']);

/** Runs one process per service until told to stop. The supervisor holds their sockets and the database, and nothing else. */
export async function supervise(
  names: readonly ServiceName[],
  config: Config,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const run = await makeDirectories(config.data, config.server.run);
  const children = new Map<string, Supervised>();
  const control = controlServer(children);
  await listen(control, { path: controlPath(run) });
  using held = new DisposableStack();
  held.defer(() => control.close());
  const sockets = new Map<string, HeldSocket[]>();
  for (const name of names) {
    const paths = socketPaths(run, name);
    const mine = [
      held.use(await holdPath('rpc', paths.rpc)),
      held.use(await holdPath('internal', paths.internal)),
    ];
    if (name === 'web') mine.push(held.use(holdPort('public', config.server.host, config.server.port)));
    else mine.push(held.use(await holdPath('http', paths.http)));
    sockets.set(name, mine);
  }
  await using database = await openConfiguredDatabase(config, log, signal);
  const sink = lineSink(config.data);
  for (const name of names) {
    children.set(
      name,
      new Supervised({
        service: name,
        singleton: SINGLETONS.has(name),
        sockets: sockets.get(name)!,
        databaseUrl: database.url,
        log,
        onLine: line => sink(`${line}\n`),
        crashes: crashDirectory(config.data, config.server.crashes),
      }),
    );
  }
  const ready = await Promise.all(
    [...children.values()].map(async child => [child.service, await child.start()] as const),
  );
  const failed = ready.filter(([, isReady]) => !isReady).map(([service]) => service);
  if (failed.length === 0) log.info(`Ready at ${config.origin}, one process per service.`);
  else if (!signal.aborted)
    log.error(
      new AppError('unavailable', `Not ready yet: ${failed.join(', ')}. They are being started again.`)
        .message,
    );
  await aborted(signal);
  log.info('Stopping every service.');
  await Promise.all([...children.values()].map(child => child.stop()));
}
