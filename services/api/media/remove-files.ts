import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashOf, mediaFile } from './paths.ts';

/** Removes a file and everything that was made from it. What is gone already is no error. */
export async function removeFiles(media: string, path: string): Promise<void> {
  const directory = dirname(mediaFile(media, path));
  const hash = hashOf(path);
  const names = await readdir(directory).catch(() => []);
  for (const name of names) if (name.startsWith(hash)) await rm(join(directory, name), { force: true });
}
