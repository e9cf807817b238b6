import { writeFile } from 'node:fs/promises';
import { AppError } from '../../core/errors.ts';
import { provedFile } from '../../core/service/machine.ts';
import { backUp, prune } from '../backup/backup.ts';
import { migrationFolders } from '../backup/migrations.ts';
import { type Rehearsed, rehearseBackup } from '../backup/rehearse.ts';
import { verify } from '../backup/verify.ts';
import type { Command, CommandArgs } from '../command.ts';
import { loadConfig, version } from '../config.ts';
import { hasDatabase, openConfiguredDatabase } from '../database.ts';
import { dryRun } from '../dry-run.ts';
import { backUpServers, sayBackups } from '../servers/back-up-servers.ts';
import { openLearnedCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'backup DIR | backup [--fetch DIR]',
  summary: 'Write everything that must be kept into a new folder in DIR, while Croft runs',
  help: `
The database of every service as of one moment, what waits to be done, media, keys and secrets. Each backup is a folder named after
its time, which "croft restore" reads back. It holds secrets: keep it where nobody else reads it. See docs/BACKUP.md.

  croft backup /mnt/backup --keep 14
  croft backup /mnt/backup --verify

With servers in croft.config.ts, each of them that keeps files makes and proves the backup that its timer makes every night, at once.

  croft backup
  croft backup --fetch /mnt/backup`,
  options: {
    ...dryRun,
    'files-only': {
      type: 'boolean',
      about:
        'only the files of the data directory: where a service keeps some on another server than the rest',
    },
    keep: { type: 'string', about: 'how many backups stay in DIR; all unless given' },
    fetch: { type: 'string', about: 'with servers: a folder here to which their backups are copied' },
    verify: {
      type: 'boolean',
      about: 'prove it: restore it into a database of its own and compare every table',
    },
  },
  async run({ positionals, values, json, print, progress, log, signal }) {
    const [directory, ...more] = positionals;
    const config = await loadConfig();
    if (config.inventory !== undefined) {
      if (directory !== undefined || values['keep'] || values['verify'] || values['files-only'])
        throw new AppError(
          'invalid',
          'croft.config.ts names servers, which make and prove backups as backups says there: croft backup [--fetch DIR]',
        );
      const cluster = await openLearnedCluster([], config);
      if (values['dry-run']) return sayBackups(cluster, { json, print });
      const fetched = values['fetch'] as string | undefined;
      return backUpServers(cluster, fetched, { json, print, progress, signal });
    }
    if (values['fetch'] !== undefined)
      throw new AppError(
        'invalid',
        '--fetch is for backups of servers, and croft.config.ts names none here.',
      );
    if (!directory || more.length > 0) throw new AppError('invalid', 'Say which folder: croft backup DIR');
    const keep = keepOf(values['keep']);
    const migrations = await migrationFolders();
    const dry = values['dry-run'] === true;
    await using database =
      values['files-only'] || (dry && !hasDatabase(config))
        ? undefined
        : await openConfiguredDatabase(config, log, signal);
    const url = database?.url;
    const services = [...migrations.keys()];
    if (dry) {
      const would = await rehearseBackup(directory, { url, data: config.data, services, keep });
      sayRehearsed(directory, would, { json, print });
      return 0;
    }
    const { folder, manifest } = await backUp(directory, {
      url,
      data: config.data,
      services,
      version,
      signal,
      progress,
    });
    const verified = values['verify'] === true;
    if (verified) {
      await verify(folder, manifest, { migrations, log, signal, progress });
      await writeFile(provedFile(config.data), `${new Date().toISOString()}\n`);
    }
    // Only a backup that is good takes the place of an older one.
    const removed = keep === undefined ? [] : await prune(directory, keep);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    const { taken, files } = manifest;
    if (json) print(JSON.stringify({ folder, taken, rows, files: files.length, bytes, verified, removed }));
    else {
      print(
        `${folder}: ${rows} rows and ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, as of ${taken}.`,
      );
      if (verified)
        print(
          url === undefined
            ? 'It was read again, and every file is the same.'
            : 'It was restored into a database of its own, and every table is the same.',
        );
      for (const path of removed) print(`Removed ${path}.`);
    }
    return 0;
  },
};

function sayRehearsed(
  directory: string,
  would: Rehearsed,
  { json, print }: Pick<CommandArgs, 'json' | 'print'>,
): void {
  const { tables, files, bytes, removed } = would;
  if (json) {
    print(JSON.stringify({ directory, ...would }));
    return;
  }
  print(`${directory}: write ${tables} tables and ${files} files, ${(bytes / 1e6).toFixed(1)} MB of files.`);
  for (const path of removed) print(`Remove ${path}.`);
}

function keepOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw new AppError('invalid', '--keep is how many backups stay: a whole number from 1.');
}
