import { createHash, randomBytes } from 'node:crypto';
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  rename,
  stat,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Images that were fetched, as files, up to a number of bytes; those not asked for longest go first. */
export interface ImageStore {
  /** What is kept of an address, to be closed by whoever asked. */
  find(url: string): Promise<FileHandle | undefined>;
  /** Keeps an image, whole or not at all. */
  keep(url: string, body: Uint8Array): Promise<void>;
}

/** Milliseconds after which another look at an image is noted; more exactly it need not be known. */
const NOTED = 3_600_000;
/** To how much of the limit is cleared, so that it is not done again for each image. */
const CLEARED = 0.9;
const UNFINISHED = '.part';

interface Kept {
  readonly path: string;
  readonly size: number;
  readonly usedAt: number;
}

export function createImageStore(directory: string, maxBytes: number): ImageStore {
  /** Bytes on disk, as far as this process knows; counted at the first image that is kept. */
  let total: number | undefined;
  let clearing: Promise<void> | undefined;

  async function clear(): Promise<void> {
    const kept = await list(directory);
    total = kept.reduce((sum, { size }) => sum + size, 0);
    if (total <= maxBytes) return;
    for (const { path, size } of kept.sort((a, b) => a.usedAt - b.usedAt)) {
      if (total <= maxBytes * CLEARED) break;
      await unlink(path).catch(ignoreMissing);
      total -= size;
    }
  }

  return {
    async find(url) {
      const path = pathOf(directory, url);
      const handle = await open(path, 'r').catch(ignoreMissing);
      if (handle === undefined) return undefined;
      const { mtimeMs } = await handle.stat();
      if (Date.now() - mtimeMs > NOTED) await utimes(path, new Date(), new Date()).catch(ignoreMissing);
      return handle;
    },
    async keep(url, body) {
      const path = pathOf(directory, url);
      const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}${UNFINISHED}`;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(aside, body);
      await rename(aside, path);
      if (total !== undefined) total += body.byteLength;
      if (total !== undefined && total <= maxBytes) return;
      clearing ??= clear().finally(() => {
        clearing = undefined;
      });
      await clearing;
    },
  };
}

function pathOf(directory: string, url: string): string {
  const name = createHash('sha256').update(url).digest('hex').slice(0, 40);
  return join(directory, name.slice(0, 2), name);
}

/** Everything there is, and nothing of what a process that was killed left half-written an hour ago. */
async function list(directory: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const name of await readdir(directory, { recursive: true })) {
    const path = join(directory, name);
    const found = await stat(path).catch(ignoreMissing);
    if (!found?.isFile()) continue;
    if (!name.endsWith(UNFINISHED)) kept.push({ path, size: found.size, usedAt: found.mtimeMs });
    else if (Date.now() - found.mtimeMs > NOTED) await unlink(path).catch(ignoreMissing);
  }
  return kept;
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
