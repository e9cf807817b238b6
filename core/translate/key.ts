import { readFile } from 'node:fs/promises';
import { ProviderTrouble } from './provider.ts';

export interface Secret {
  readonly key?: string | undefined;
  readonly keyFile?: string | undefined;
}

/** The key of a provider; one in a file is read each time, so that a new one is taken up at once. */
export async function keyOf(name: string, { key, keyFile }: Secret): Promise<string | undefined> {
  if (keyFile === undefined) return key;
  try {
    return (await readFile(keyFile, 'utf8')).trim();
  } catch {
    throw new ProviderTrouble(`The file with the key of ${name} cannot be read.`, 60);
  }
}
