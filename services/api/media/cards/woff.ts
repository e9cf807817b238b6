import { inflateSync } from 'node:zlib';

const HEADER = 44;
const ENTRY = 20;

/**
 * A WOFF 1.0 font (https://www.w3.org/TR/WOFF/) as the TrueType font in it, which is what the image library reads. Throws for
 * what is none.
 */
export function woffToTrueType(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This is not a WOFF font.');
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(12 + 16 * count);
  const power = 2 ** Math.floor(Math.log2(count));
  directory.writeUInt32BE(woff.readUInt32BE(4), 0);
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(power * 16, 6);
  directory.writeUInt16BE(Math.log2(power), 8);
  directory.writeUInt16BE((count - power) * 16, 10);
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  for (let table = 0; table < count; table++) {
    const entry = HEADER + ENTRY * table;
    const [from, packed, length, checksum] = [4, 8, 12, 16].map(at => woff.readUInt32BE(entry + at)) as [
      number,
      number,
      number,
      number,
    ];
    const stored = woff.subarray(from, from + packed);
    const place = 12 + 16 * table;
    woff.copy(directory, place, entry, entry + 4);
    directory.writeUInt32BE(checksum, place + 4);
    directory.writeUInt32BE(offset, place + 8);
    directory.writeUInt32BE(length, place + 12);
    const padding = (4 - (length % 4)) % 4;
    parts.push(packed < length ? inflateSync(stored) : stored, Buffer.alloc(padding));
    offset += length + padding;
  }
  return Buffer.concat(parts);
}
