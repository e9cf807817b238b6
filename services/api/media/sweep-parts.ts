import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PART } from './write-whole.ts';

/** What another process is still writing is younger than this. */
const ABANDONED = 3_600_000;

/** Removes what kills have left half-written under the directory `media`. */
export async function sweepParts(media: string): Promise<void> {
  const names = await readdir(media, { recursive: true }).catch(() => []);
  for (const name of names.filter(each => PART.test(each))) {
    const file = join(media, name);
    const found = await stat(file).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > ABANDONED) await rm(file, { force: true });
  }
}
