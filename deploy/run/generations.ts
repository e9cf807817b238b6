import { AppError } from '../../core/errors.ts';
import { inWords } from '../../core/service/crash-reports.ts';
import { wantedService } from '../desired/server-files.ts';
import { parseGeneration } from '../generation.ts';
import type { ServicePlace } from '../inventory/inventory.ts';
import type { DeployedService } from '../inventory/known-services.ts';
import { credentialsOf, layout, overlaps } from '../layout.ts';
import { quote, writeFiles } from '../remote/shell.ts';
import type { RunContext } from './context.ts';

/** A switch takes a minute until a release is refused, and the old generation up to 20 s to end. */
const SWITCH_MS = 120_000;

export function placeOf({ cluster }: RunContext, service: DeployedService): ServicePlace {
  return cluster.wanted.inventory.services.find(({ name }) => name === service)!;
}

/** Writes what a generation is: its release, configuration, unit, certificate and secrets. Nothing runs of it yet. */
export async function writeGeneration(
  context: RunContext,
  server: string,
  service: DeployedService,
  generation: string,
): Promise<void> {
  const { cluster } = context;
  const { files } = wantedService(cluster.wanted, cluster.server(server), placeOf(context, service));
  const folder = `${layout.generations}/${generation}`;
  const { script, input } = writeFiles(files(generation));
  const { release } = parseGeneration(generation)!;
  await cluster.remote(server).run(
    `install -d -m 755 ${layout.generations} ${folder} && install -d -m 700 ${credentialsOf(folder)}
${script}
ln -sfn ${layout.releases}/${release} ${folder}/release
systemctl daemon-reload`,
    { input },
  );
}

/**
 * Has a generation serve in place of the one that does, if one does. It runs as a unit of the server's own systemd, so that it is
 * finished there even when the line to here is lost. Throws `unavailable`, with the old one serving, when it does not become ready.
 */
export async function switchGeneration(
  context: RunContext,
  server: string,
  service: DeployedService,
  generation: string,
): Promise<void> {
  const { cluster, locks } = context;
  locks.get(server)?.check();
  await writeGeneration(context, server, service, generation);
  const mode = overlaps(placeOf(context, service).kind) ? 'overlap' : 'alone';
  const { code, err, out } = await cluster
    .remote(server)
    .try(detached(`switch-${service}`, [`${layout.tools}/switch`, service, generation, mode]), {
      timeout: SWITCH_MS,
    });
  if (code === 0) return;
  const said = `${err}${out}`
    .trim()
    .split('\n')
    .filter(line => !line.startsWith('Running as unit'))
    .map(inWords)
    .join('\n  ');
  throw new AppError(
    'unavailable',
    `${server}: the new ${service} is refused and the old one goes on serving. ${said}`,
    { reason: 'refused' },
  );
}

/** The shell line that runs a program under the server's systemd and waits for it, but not with it. */
export function detached(unit: string, words: readonly string[]): string {
  return `exec systemd-run --quiet --collect --wait --pipe --unit=croft-${unit}-$$ ${words.map(quote).join(' ')} < /dev/null`;
}
