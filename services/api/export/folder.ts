import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../core/errors.ts';
import { writeWhole } from '../media/write-whole.ts';
import {
  CHECKSUMS,
  MANIFEST,
  type Manifest,
  readChecksums,
  readManifest,
  sha256,
  writeChecksums,
} from './manifest.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

/** A folder that an export is written into: every file whole or not at all, and only those that changed. */
export interface ExportFolder {
  /** Files that were written because they changed. */
  readonly written: number;
  text(path: string, text: string): Promise<void>;
  /** Writes a file from its pieces as they come. */
  pieces(path: string, pieces: AsyncIterable<string | Uint8Array>): Promise<void>;
  /** Notes a file whose name says that it cannot have changed; false when it is not there, or is not whole. */
  kept(path: string, isWhole: (sum: string) => boolean): Promise<boolean>;
  /** Removes what an earlier export had and this one has not, and says that it is complete. */
  finish(manifest: Omit<Manifest, 'complete' | 'checksums'>): Promise<void>;
}

/** Opens an empty folder, a new one, or one that holds an export. Throws `invalid` for any other. */
export async function openExportFolder(
  directory: string,
  begun: Omit<Manifest, 'complete' | 'checksums'>,
): Promise<ExportFolder> {
  await readable(directory, () => mkdir(directory, { recursive: true, mode: 0o700 }));
  const before = await readManifest(directory);
  const others = (await readable(directory, () => readdir(directory))).filter(name => !name.startsWith('.'));
  if (before === undefined && others.length > 0)
    throw new AppError('invalid', `${directory} is not empty and holds no export. Name a new folder.`);
  const old = (await readChecksums(directory)).sums;
  const sums = new Map<string, string>();
  let written = 0;
  const at = (path: string) => join(directory, path);
  const manifest = (more: Pick<Manifest, 'complete' | 'checksums'>, rest: typeof begun) =>
    write(at(MANIFEST), `${JSON.stringify({ ...rest, ...more }, null, 2)}\n`);
  await manifest({ complete: false, checksums: '' }, begun);

  return {
    get written() {
      return written;
    },
    async text(path, text) {
      const sum = sha256(text);
      sums.set(path, sum);
      if (old.get(path) === sum && (await hashFile(at(path))) === sum) return;
      const secret = path.startsWith('secrets/');
      await mkdir(dirname(at(path)), { recursive: true, mode: secret ? 0o700 : 0o755 });
      await write(at(path), text, secret ? 0o600 : 0o644);
      written++;
    },
    async pieces(path, pieces) {
      await mkdir(dirname(at(path)), { recursive: true });
      const sum = await writePieces(at(path), pieces, old.get(path));
      sums.set(path, sum);
      if (sum !== old.get(path)) written++;
    },
    async kept(path, isWhole) {
      const sum = await hashFile(at(path));
      if (sum === undefined || !isWhole(sum)) return false;
      sums.set(path, sum);
      return true;
    },
    async finish(done) {
      for (const path of old.keys()) if (!sums.has(path)) await rm(at(path), { force: true });
      const text = writeChecksums(sums);
      await write(at(CHECKSUMS), text);
      await manifest({ complete: true, checksums: sha256(text) }, done);
    },
  };
}

async function write(file: string, text: string, mode?: number): Promise<void> {
  await writeWhole(file, Buffer.from(text), mode);
}

/** Gives the hash of what came; a file that has it already stays. */
async function writePieces(
  file: string,
  pieces: AsyncIterable<string | Uint8Array>,
  before: string | undefined,
): Promise<string> {
  const part = `${file}.part`;
  const hash = createHash('sha256');
  try {
    const handle = await open(part, 'w', 0o644);
    try {
      for await (const piece of pieces) {
        hash.update(piece);
        await handle.appendFile(piece);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    const sum = hash.digest('hex');
    if (sum !== before || (await hashFile(file)) !== sum) await rename(part, file);
    return sum;
  } catch (error) {
    if (!FULL.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new AppError('unavailable', 'The disk is full. Make room and export again to go on.', {
      cause: error,
    });
  } finally {
    await rm(part, { force: true });
  }
}

/** SHA-256 of a file; undefined when it is not there. */
export async function hashFile(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return hash.digest('hex');
}

async function readable<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError('invalid', `${directory} cannot be written (${code}).`, { cause: error });
  }
}
