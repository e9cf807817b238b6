import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.ts';

export interface Migration {
  /** The file's name, such as `0001-posts.sql`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL in hex. */
  readonly checksum: string;
}

const NAME = /^(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.sql$/;

/** The `.sql` files of a directory in the order of their numbers; none when it does not exist. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter(name => name.endsWith('.sql')).sort();
  const seen = new Set<string>();
  for (const name of files) {
    const number = NAME.exec(name)?.[1];
    if (!number) throw wrong(`${join(directory, name)}: a migration is named like 0001-posts.sql.`);
    if (seen.has(number))
      throw wrong(`${directory}: two migrations have the number ${number}. Renumber the newer.`);
    seen.add(number);
  }
  return Promise.all(files.map(async name => migration(name, await readFile(join(directory, name), 'utf8'))));
}

/** A migration from its text. Line ends do not count, since Git may change them. */
export function migration(name: string, text: string): Migration {
  const sql = text.replaceAll('\r\n', '\n');
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

function wrong(message: string): AppError {
  return new AppError('invalid', message);
}
