import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../core/errors.ts';
import type { SecretSource } from '../inventory/schema.ts';

/**
 * Reads secrets where they are kept, relative files from `directory`. Throws `invalid` naming the one that is not there; what it is never appears in a message.
 */
export async function readSecrets(
  sources: Readonly<Record<string, SecretSource>>,
  directory: string,
): Promise<ReadonlyMap<string, string>> {
  const read = Object.entries(sources).map(async ([name, source]) => {
    const value = (await readSecret(name, source, directory)).replace(/\r?\n$/, '');
    if (value === '') throw wrong(name, 'is empty');
    return [name, value] as const;
  });
  return new Map(await Promise.all(read));
}

async function readSecret(name: string, source: SecretSource, directory: string): Promise<string> {
  if (source.env !== undefined) {
    const value = process.env[source.env];
    if (value === undefined)
      throw wrong(name, `comes from the environment variable ${source.env}, which is not set`);
    return value;
  }
  if (source.file !== undefined) {
    return readFile(resolve(directory, source.file), 'utf8').catch(error => {
      throw wrong(name, `comes from ${source.file}, which cannot be read (${error.code})`);
    });
  }
  const [program, ...args] = source.command!;
  return promisify(execFile)(program!, args, { cwd: directory, timeout: 30_000 }).then(
    ({ stdout }) => stdout,
    error => {
      throw wrong(name, `comes from \`${program}\`, which failed (${error.code ?? error.signal})`);
    },
  );
}

function wrong(name: string, what: string): AppError {
  return new AppError('invalid', `croft.config.ts: secrets.${name} ${what}.`);
}
