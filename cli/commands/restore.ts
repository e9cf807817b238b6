import { AppError } from '../../core/errors.ts';
import { makeDirectories } from '../../core/service/run-directory.ts';
import { readManifest } from '../backup/manifest.ts';
import { migrationFolders } from '../backup/migrations.ts';
import { rehearseRestore } from '../backup/rehearse.ts';
import { restore } from '../backup/restore.ts';
import type { Command } from '../command.ts';
import { loadConfig } from '../config.ts';
import { hasDatabase, openConfiguredDatabase } from '../database.ts';
import { dryRun } from '../dry-run.ts';
import { openLearnedCluster } from '../servers/open-cluster.ts';
import { restoreServers } from '../servers/restore-servers.ts';

export const command: Command = {
  usage: 'restore FOLDER',
  summary: 'Bring a backup back, into an empty database and data directory',
  help: `
FOLDER is one that "croft backup" made. Every file is checked before anything is touched, and a place that has data already is
refused. It ends whole, or leaves what was. Then start Croft: a newer one than that of the backup migrates it. See docs/BACKUP.md.
With servers in croft.config.ts, FOLDER is one that "croft backup --fetch" filled. Files go to their servers, on which Croft must not
run meanwhile, and the database into that of the secret DATABASE_URL, as it is reached from here.

  CROFT_DATA=/srv/croft croft restore /mnt/backup/croft-20261128T031500000Z
  croft restore /mnt/backup`,
  options: dryRun,
  async run({ positionals, values, json, print, progress, log, signal }) {
    const [folder, ...more] = positionals;
    if (!folder || more.length > 0) throw new AppError('invalid', 'Say which backup: croft restore FOLDER');
    const config = await loadConfig();
    if (config.inventory !== undefined)
      return restoreServers(await openLearnedCluster([], config), folder, {
        ...{ json, print, progress, signal, values },
      });
    const manifest = await readManifest(folder);
    const migrations = await migrationFolders();
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const { taken } = manifest;
    const { data } = config;
    if (values['dry-run']) {
      await using database = hasDatabase(config)
        ? await openConfiguredDatabase(config, log, signal)
        : undefined;
      await rehearseRestore(folder, manifest, { url: database?.url, data, migrations, signal, progress });
      if (json) print(JSON.stringify({ taken, rows, data }));
      else
        print(
          `The backup is whole and there is room for it: ${rows} rows as of ${taken}, and files in ${data}.`,
        );
      return 0;
    }
    await makeDirectories(data, config.server.run);
    await using database =
      manifest.schemas.length === 0 ? undefined : await openConfiguredDatabase(config, log, signal);
    await restore(folder, manifest, { url: database?.url, data, migrations, signal, progress });
    if (json) print(JSON.stringify({ taken, rows, data }));
    else print(`${rows} rows are back as of ${taken}, and the files in ${data}. Start Croft.`);
    return 0;
  },
};
