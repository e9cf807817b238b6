import { AppError } from '../errors.ts';
import { decodeName } from './names.ts';
import { damaged, type ZipSource } from './source.ts';

/** A file or folder as the directory of an archive names it; nothing of it is checked yet. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes when unpacked, as the archive says. */
  readonly bytes: number;
  /** Bytes in the archive. */
  readonly packed: number;
  readonly isFolder: boolean;
  /** A symbolic link, or anything else that is neither file nor folder. */
  readonly isSpecial: boolean;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly crc: number;
  /** Where its own head begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LONGEST_COMMENT = 65_535;
/** Of the directory: beyond any honest archive, and not beyond the memory. */
const LARGEST_DIRECTORY = 512 * 1024 * 1024;

/**
 * The directory of a ZIP archive of any size (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), also of the ZIP64
 * kind. Throws `invalid`, also for more than `most` entries.
 */
export async function readDirectory(source: ZipSource, most: number): Promise<ZipEntry[]> {
  const { count, bytes, offset } = await findDirectory(source);
  if (count > most) throw tooMany(most);
  if (bytes > LARGEST_DIRECTORY || offset + bytes > source.size) throw damaged();
  const directory = await source.read(offset, bytes);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) throw damaged();
    const end = at + 46 + [28, 30, 32].reduce((sum, field) => sum + directory.readUInt16LE(at + field), 0);
    if (end > directory.length) throw damaged();
    entries.push(readEntry(directory.subarray(at, end)));
    at = end;
  }
  return entries;
}

function tooMany(most: number): AppError {
  return new AppError('invalid', `The archive has more than ${most.toLocaleString('en')} files.`, {
    reason: 'too_large',
  });
}

async function findDirectory(source: ZipSource) {
  const { size } = source;
  const from = Math.max(0, size - LONGEST_COMMENT - 22);
  const tail = await source.read(from, size - from);
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > tail.length || tail.readUInt32LE(end) !== END) throw damaged();
  const [count, bytes, offset] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  const is64 = count === 0xffff || bytes === 0xffffffff || offset === 0xffffffff;
  if (!is64 || end < 20 || tail.readUInt32LE(end - 20) !== LOCATOR_64) return { count, bytes, offset };
  const at = safe(tail.readBigUInt64LE(end - 12));
  if (at + 56 > size) throw damaged();
  const head = await source.read(at, 56);
  if (head.readUInt32LE(0) !== END_64) throw damaged();
  return {
    count: safe(head.readBigUInt64LE(32)),
    bytes: safe(head.readBigUInt64LE(40)),
    offset: safe(head.readBigUInt64LE(48)),
  };
}

function readEntry(head: Buffer): ZipEntry {
  const nameEnd = 46 + head.readUInt16LE(28);
  const extra = head.subarray(nameEnd, nameEnd + head.readUInt16LE(30));
  const [bytes, packed, offset] = large(
    [head.readUInt32LE(24), head.readUInt32LE(20), head.readUInt32LE(42)],
    extra,
  );
  const name = decodeName(head.subarray(46, nameEnd));
  // The upper half of the attributes is what Unix says of a file, when a Unix has made it.
  const mode = head[5] === 3 ? (head.readUInt32LE(38) >>> 16) & 0o170000 : 0;
  return {
    name,
    bytes: bytes!,
    packed: packed!,
    isFolder: name.endsWith('/'),
    isSpecial: mode !== 0 && mode !== 0o100000 && mode !== 0o040000,
    isEncrypted: (head.readUInt16LE(8) & 1) !== 0,
    method: head.readUInt16LE(10),
    crc: head.readUInt32LE(16),
    offset: offset!,
  };
}

/** Those of the numbers that do not fit into 32 bits stand, in this order, in an extra field. */
function large(numbers: number[], extra: Buffer): number[] {
  if (!numbers.includes(0xffffffff)) return numbers;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    let from = 0;
    return numbers.map(number => {
      if (number !== 0xffffffff) return number;
      if (from + 8 > field.length) throw damaged();
      from += 8;
      return safe(field.readBigUInt64LE(from - 8));
    });
  }
  return numbers;
}

function safe(number: bigint): number {
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged();
  return Number(number);
}
