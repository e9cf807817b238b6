import { inflateRawSync } from 'node:zlib';
import { AppError } from './errors.ts';

export interface ZipEntry {
  readonly name: string;
  /** Throws `invalid` when it is damaged, encrypted, or packed in a way that is not known. */
  read(): Buffer;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const ENTRIES = 10_000;

/**
 * The files of a ZIP archive (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), of at most 4 GB and stored or
 * deflated, as nearly all are. `limit`: bytes of one file, unpacked. Throws `invalid`.
 */
export function unzip(bytes: Buffer, limit: number): ZipEntry[] {
  try {
    return readDirectory(bytes, limit);
  } catch (error) {
    throw error instanceof AppError ? error : damaged();
  }
}

/** Whether a file is a ZIP archive that has something in it. */
export function isZip(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes.readUInt32LE(0) === LOCAL;
}

function readDirectory(bytes: Buffer, limit: number): ZipEntry[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw damaged();
  const count = bytes.readUInt16LE(end + 10);
  if (count > ENTRIES) throw new AppError('invalid', `The archive has more than ${ENTRIES} files.`);
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let n = 0; n < count; n++) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw damaged();
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, nameEnd);
    const place = at;
    if (!name.endsWith('/')) entries.push({ name, read: () => readEntry(bytes, place, name, limit) });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function readEntry(bytes: Buffer, at: number, name: string, limit: number): Buffer {
  if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw new AppError('invalid', `${name} is encrypted.`);
  const method = bytes.readUInt16LE(at + 10);
  try {
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    if (bytes.readUInt32LE(at + 24) > limit) throw tooLarge(name, limit);
    if (method === 0) return packed;
    if (method === 8) return inflateRawSync(packed, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge(name, limit)
      : damaged();
  }
  throw new AppError('invalid', `${name} is packed in a way that is not known here (${method}).`);
}

function tooLarge(name: string, limit: number): AppError {
  return new AppError('invalid', `${name} has more than ${Math.floor(limit / 1_000_000)} MB.`);
}

function damaged(): AppError {
  return new AppError('invalid', 'The archive is damaged: it may not have been downloaded whole.');
}
