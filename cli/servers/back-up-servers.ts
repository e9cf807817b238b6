import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { Cluster } from '../../deploy/cluster.ts';
import { allDone } from '../../deploy/run/all-done.ts';
import { backedUp, backUpOn, fetchBackup, type MadeBackup } from '../../deploy/run/backups.ts';
import { checkFiles, readManifest } from '../backup/manifest.ts';
import type { CommandArgs } from '../command.ts';

type Args = Pick<CommandArgs, 'json' | 'print' | 'progress' | 'signal'>;

/** Has each server that keeps files make its backup now, and copies them here when a folder is given. Gives the exit code. */
export async function backUpServers(
  cluster: Cluster,
  to: string | undefined,
  { json, print, progress, signal }: Args,
): Promise<number> {
  const list = wantedBackups(cluster);
  const made: (MadeBackup & { fetched?: string })[] = [];
  // Those of one server one after the other; it serves meanwhile.
  const byServer = Map.groupBy(list, ({ server }) => server);
  await allDone(
    [...byServer].map(async ([server, own]) => {
      const remote = cluster.remote(server);
      for (const { service } of own) {
        progress(`${server}: backing up ${service} and proving it …`);
        const backup = await backUpOn(remote, service);
        if (!json)
          print(
            `${server}: ${backup.folder}, ${backup.rows} rows and ${backup.files} files, ${(backup.bytes / 1e6).toFixed(1)} MB, as of ${backup.taken}${backup.verified ? ', proved by restoring it' : ''}.`,
          );
        if (to === undefined) {
          made.push(backup);
          continue;
        }
        progress(`${server}: copying the backup of ${service} here …`);
        const fetched = await fetchBackup(remote, backup.folder, join(to, service));
        await checkFiles(fetched, (await readManifest(fetched)).files, signal);
        made.push({ ...backup, fetched });
        if (!json) print(`It is here as ${fetched}, and every file is the same.`);
      }
    }),
  );
  if (json) print(JSON.stringify({ backups: made }));
  return 0;
}

/** Says which servers would back up what. Gives the exit code. */
export function sayBackups(cluster: Cluster, { json, print }: Pick<CommandArgs, 'json' | 'print'>): number {
  const list = wantedBackups(cluster);
  if (json) print(JSON.stringify({ backups: list }));
  else for (const { server, service } of list) print(`${server}: back up ${service} and prove it`);
  return 0;
}

/** Throws `invalid` when croft.config.ts does not say where servers keep backups. */
function wantedBackups({ wanted: { inventory } }: Cluster): ReturnType<typeof backedUp> {
  if (inventory.backups === undefined)
    throw new AppError(
      'invalid',
      "croft.config.ts says of no folder for backups on the servers: write backups: { to: '/var/backups/croft' } and run `croft apply`.",
    );
  return backedUp(inventory);
}
