import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { AppError } from '../../core/errors.ts';
import type { DeployedService } from '../inventory/known-services.ts';
import { layout } from '../layout.ts';
import { quote } from '../remote/shell.ts';
import type { Remote } from '../remote/ssh.ts';

const COPY_MS = 6 * 3_600_000;

/** A unit of a service that runs on a server; empty when none does. */
export async function running(remote: Remote): Promise<string> {
  const list =
    "systemctl list-units 'croft-*@*.service' --state=active,activating,deactivating --plain --no-legend";
  return (await remote.run(`${list} | cut -d' ' -f1 | head -n 1`)).trim();
}

/** A file of a service that a backup would keep, by its path in the data directory; empty when there is none. */
export async function filesThere(remote: Remote, service: DeployedService): Promise<string> {
  const left = ['.?*', 'cache', 'run', 'logs', 'crashes'].map(
    name => `! -path './${name}' ! -path './${name}/*'`,
  );
  const find = `find . -mindepth 1 -type f ${left.join(' ')} -print -quit`;
  return (await remote.run(`cd ${layout.state}/${service} 2>/dev/null || exit 0; ${find}`)).trim();
}

/** Sends the files of a service, aside from where they will be. */
export async function stageState(remote: Remote, service: DeployedService, from: string): Promise<void> {
  const there = aside(service);
  const begin = `rm -rf ${there} && mkdir -p -m 700 ${there}`;
  if (!existsSync(from)) return void (await remote.run(begin));
  const reading = spawn('tar', ['-c', '-C', from, '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const read = once(reading, 'close');
  const owner = `croft-${service}`;
  await remote.run(
    `${begin} && tar -x --no-same-owner -C ${there} && if id ${owner} >/dev/null 2>&1; then chown -R ${owner}:${owner} ${there}; fi`,
    { input: reading.stdout, timeout: COPY_MS },
  );
  const [code] = await read;
  if (code !== 0) throw new AppError('internal', `${from} cannot be read.`);
}

/** Puts what was sent in its place. */
export async function placeState(remote: Remote, service: DeployedService): Promise<void> {
  const place = `${layout.state}/${service}`;
  await remote.run(
    `mkdir -p -m 700 ${place} && find ${aside(service)} -mindepth 1 -maxdepth 1 -exec mv -t ${place} {} + && rmdir ${aside(service)}`,
  );
}

/** Takes it away again: these folders and files, and what was only sent. */
export async function unplaceState(
  remote: Remote,
  service: DeployedService,
  names: readonly string[],
): Promise<void> {
  const place = `${layout.state}/${service}`;
  await remote.run(`rm -rf ${[aside(service), ...names.map(name => quote(`${place}/${name}`))].join(' ')}`);
}

function aside(service: DeployedService): string {
  return `${layout.state}/.restoring-${service}`;
}
