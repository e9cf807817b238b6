import { AppError } from '../../core/errors.ts';
import { makeDirectories } from '../../core/service/run-directory.ts';
import { readManifest } from '../backup/manifest.ts';
import { migrationFolders } from '../backup/migrations.ts';
import { restore } from '../backup/restore.ts';
import type { Command } from '../command.ts';
import { loadConfig } from '../config.ts';
import { openConfiguredDatabase } from '../database.ts';

export const command: Command = {
  usage: 'restore FOLDER',
  summary: 'Bring a backup back, into an empty database and data directory',
  help: `
FOLDER is one that "croft backup" made. Every file is checked before anything is touched, and a place that has data already is
refused. It ends whole, or leaves what was. Then start Croft: a newer one than that of the backup migrates it. See docs/BACKUP.md.

  CROFT_DATA=/srv/croft croft restore /mnt/backup/croft-20261128T031500000Z`,
  async run({ positionals, json, print, progress, log, signal }) {
    const [folder, ...more] = positionals;
    if (!folder || more.length > 0) throw new AppError('invalid', 'Say which backup: croft restore FOLDER');
    const manifest = await readManifest(folder);
    const config = await loadConfig();
    const migrations = await migrationFolders();
    await makeDirectories(config.data, config.server.run);
    await using database = await openConfiguredDatabase(config, log, signal);
    const { url } = database;
    await restore(folder, manifest, { url, data: config.data, migrations, signal, progress });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const { taken } = manifest;
    if (json) print(JSON.stringify({ taken, rows, data: config.data }));
    else print(`${rows} rows are back as of ${taken}, and the files in ${config.data}. Start Croft.`);
    return 0;
  },
};
