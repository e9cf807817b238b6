import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { AppError } from '../errors.ts';
import { readDirectory, type ZipEntry } from './directory.ts';
import { damaged, fileSource, memorySource, type ZipSource } from './source.ts';

export type { ZipEntry } from './directory.ts';

/** A ZIP archive in memory. */
export interface ZipContents {
  /** Bytes of the archive itself. */
  readonly size: number;
  readonly entries: readonly ZipEntry[];
  /** The content of a file, piece by piece: never more of it than the directory says. Throws `invalid` when it is damaged or encrypted. */
  read(entry: ZipEntry): AsyncGenerator<Uint8Array>;
}

/** A ZIP archive on the disk. */
export interface ZipArchive extends ZipContents, AsyncDisposable {}

const LOCAL = 0x04034b50;
/** Bytes that are read at once, and up to which a file is unpacked in one go. */
const PIECE = 256 * 1024;

/** Opens an archive and reads its directory. Throws `invalid` for a file that is none or is not whole, and for more than `most` entries. */
export async function openZip(path: string, most: number): Promise<ZipArchive> {
  const handle = await open(path);
  try {
    const contents = await zipContents(await fileSource(handle), most);
    return { ...contents, [Symbol.asyncDispose]: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The same of an archive that is in memory. */
export function readZip(bytes: Buffer, most: number): Promise<ZipContents> {
  return zipContents(memorySource(bytes), most);
}

async function zipContents(source: ZipSource, most: number): Promise<ZipContents> {
  try {
    const entries = await readDirectory(source, most);
    return { size: source.size, entries, read: entry => contentOf(source, entry) };
  } catch (error) {
    throw error instanceof RangeError ? damaged(error) : error;
  }
}

/** The content of a file in one piece. Throws `invalid` also when it has more than `limit` bytes. */
export async function readWhole({ read }: ZipContents, entry: ZipEntry, limit: number): Promise<Buffer> {
  if (entry.bytes > limit)
    throw new AppError('invalid', `${entry.name} has more than ${Math.floor(limit / 1_000_000)} MB.`);
  return Buffer.concat(await Array.fromAsync(read(entry)));
}

/** Whether it begins as an archive that has something in it. */
export function isZip(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === LOCAL;
}

/** Whether a file begins as an archive that has something in it. */
export async function isZipFile(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return isZip(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

async function* contentOf(source: ZipSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const { name, method, packed, offset } = entry;
  if (entry.isEncrypted) throw new AppError('invalid', `${name} is encrypted.`);
  if (method !== 0 && method !== 8)
    throw new AppError('invalid', `${name} is packed in a way that is not known here (${method}).`);
  const head = await source.read(offset, 30);
  const start = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (head.readUInt32LE(0) !== LOCAL || start + packed > source.size) throw damaged();
  const pieces = piecesOf(source, start, packed);
  yield* checked(method === 0 ? pieces : await inflate(pieces, entry), entry);
}

async function* piecesOf(source: ZipSource, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += PIECE)
    yield await source.read(start + at, Math.min(PIECE, length - at));
}

async function inflate(
  pieces: AsyncGenerator<Buffer>,
  { bytes, packed }: ZipEntry,
): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>> {
  if (bytes > PIECE || packed > PIECE) return pipeline(Readable.from(pieces), createInflateRaw(), () => {});
  const all = Buffer.concat(await Array.fromAsync(pieces));
  try {
    return [inflateRawSync(all, { maxOutputLength: Math.max(1, bytes) })];
  } catch (error) {
    throw damaged(error);
  }
}

/** What is more or less than the directory says, or something else, is damaged or lies. */
async function* checked(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { bytes, crc }: ZipEntry,
): AsyncGenerator<Uint8Array> {
  let [came, sum] = [0, 0];
  try {
    for await (const piece of pieces) {
      came += piece.length;
      if (came > bytes) throw damaged();
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    throw String((error as NodeJS.ErrnoException).code).startsWith('Z_') ? damaged(error) : error;
  }
  if (came !== bytes || sum !== crc) throw damaged();
}
