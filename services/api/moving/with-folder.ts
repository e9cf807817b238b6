import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOST_ENTRIES } from './limits.ts';
import { unpack } from './unpack.ts';

/** Does the work on a folder, or on what is in a ZIP file, which is unpacked into a temporary folder meanwhile. */
export async function withFolder<T>(
  path: string,
  signal: AbortSignal | undefined,
  work: (directory: string) => Promise<T>,
): Promise<T> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) return work(path);
  const temporary = await mkdtemp(join(tmpdir(), 'croft-import-'));
  try {
    const { directory } = await unpack(path, join(temporary, 'site'), { signal, most: MOST_ENTRIES });
    return await work(directory);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
