import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { AppError } from '../../core/errors.ts';
import type { Cluster } from '../../deploy/cluster.ts';
import type { DeployedService } from '../../deploy/inventory/known-services.ts';
import { layout } from '../../deploy/layout.ts';
import { lockAll } from '../../deploy/run/apply.ts';
import { backedUp } from '../../deploy/run/backups.ts';
import { filesThere, placeState, running, stageState, unplaceState } from '../../deploy/run/restore-state.ts';
import { type LoadOptions, loadDatabase, refuseFilled } from '../backup/load.ts';
import { checkFiles, type Manifest, readManifest } from '../backup/manifest.ts';
import { migrationFolders } from '../backup/migrations.ts';
import { connect } from '../backup/tables.ts';
import type { CommandArgs } from '../command.ts';

type Args = Pick<CommandArgs, 'json' | 'print' | 'progress' | 'signal' | 'values'>;

/** The backup of one service, and the server to which its files go. */
interface Part {
  readonly service: DeployedService;
  readonly server: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Brings back what `croft backup --fetch` has copied into a folder: the newest backup of each service, its files to its server and the
 * database into an empty one. Files are put in their place just before the database is committed; a failure takes all of it back.
 * Throws `conflict` where Croft runs or files are already. Gives the exit code.
 */
export async function restoreServers(cluster: Cluster, folder: string, args: Args): Promise<number> {
  const { json, print, progress, signal } = args;
  const parts = await findParts(cluster, folder);
  for (const { service, folder, manifest } of parts) {
    progress(`checking the backup of ${service} …`);
    await checkFiles(folder, manifest.files, signal);
  }
  const servers = cluster.wanted.inventory.servers.map(({ name }) => name);
  await using _locks = await lockAll(cluster, servers);
  await Promise.all(servers.map(name => refuseUsed(cluster, name, parts)));
  const migrations = await migrationFolders();
  const client = await connect(cluster.wanted.secrets.get('DATABASE_URL')!);
  try {
    await refuseFilled(client, migrations);
    if (!args.values['dry-run']) await bringBack(cluster, parts, { client, migrations, progress, signal });
  } finally {
    await client.end().catch(() => {});
  }
  const told = parts.map(({ service, server, folder, manifest }) => ({
    ...{ service, server, folder, taken: manifest.taken, files: manifest.files.length },
    rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
  }));
  if (json) print(JSON.stringify({ restored: told }));
  else {
    for (const { service, server, taken, files, rows } of told)
      print(`${server}: ${service} as of ${taken}, ${files} files${rows > 0 ? ` and ${rows} rows` : ''}`);
    print(args.values['dry-run'] ? 'Nothing was touched.' : 'All of it is back. Now: croft apply');
  }
  return 0;
}

async function bringBack(
  cluster: Cluster,
  parts: readonly Part[],
  { client, ...how }: Omit<LoadOptions, 'beforeCommit'> & { readonly client: pg.Client },
): Promise<void> {
  const placed: Part[] = [];
  const names = ({ manifest }: Part) => [
    ...new Set(
      manifest.files.filter(({ path }) => path.startsWith('state/')).map(({ path }) => path.split('/')[1]!),
    ),
  ];
  try {
    for (const { service, server, folder } of parts) {
      how.progress(`${server}: sending the files of ${service} …`);
      await stageState(cluster.remote(server), service, join(folder, 'state'));
    }
    const { folder, manifest } = parts.find(part => part.manifest.schemas.length > 0)!;
    await loadDatabase(client, manifest, folder, {
      ...how,
      async beforeCommit() {
        for (const part of parts) {
          placed.push(part);
          await placeState(cluster.remote(part.server), part.service);
        }
      },
    });
  } catch (error) {
    for (const part of parts) {
      const taken = placed.includes(part) ? names(part) : [];
      await unplaceState(cluster.remote(part.server), part.service, taken).catch(() => {});
    }
    throw error;
  }
}

/** The newest backup of each service that keeps files. Throws `invalid` when one is missing, or none has the database. */
async function findParts(cluster: Cluster, folder: string): Promise<Part[]> {
  const parts: Part[] = [];
  for (const { service, server } of backedUp(cluster.wanted.inventory)) {
    const found = await readdir(join(folder, service)).catch((): string[] => []);
    const newest = found
      .filter(name => name.startsWith('croft-'))
      .sort()
      .at(-1);
    if (newest === undefined)
      throw new AppError(
        'invalid',
        `${folder} has no backup of ${service}. It is the folder of croft backup --fetch that is brought back, with a folder for each service.`,
      );
    const place = join(folder, service, newest);
    parts.push({ service, server, folder: place, manifest: await readManifest(place) });
  }
  if (!parts.some(({ manifest }) => manifest.schemas.length > 0))
    throw new AppError('invalid', `${folder} has no backup with the database.`);
  return parts;
}

async function refuseUsed(cluster: Cluster, server: string, parts: readonly Part[]): Promise<void> {
  const remote = cluster.remote(server);
  const unit = await running(remote);
  if (unit !== '')
    throw new AppError(
      'conflict',
      `${server}: ${unit} runs: nothing was touched. End Croft on every server first: systemctl stop 'croft-*@*'`,
    );
  for (const { service } of parts.filter(part => part.server === server)) {
    const file = await filesThere(remote, service);
    if (file === '') continue;
    const place = `${layout.state}/${service}`;
    throw new AppError(
      'conflict',
      `${server}: ${place} has ${file} already: nothing was touched. Move aside what is there: mv ${place} ${place}.before`,
    );
  }
}
