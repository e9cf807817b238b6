import { crc32, deflateRawSync } from 'node:zlib';

/** An archive as a zip program writes it. */
export function zip(
  files: readonly {
    name: string;
    text: string | Uint8Array;
    stored?: boolean;
    /** What the archive says of its size. */
    size?: number;
    flags?: number;
    /** A symbolic link, as Unix writes it. */
    link?: boolean;
  }[],
) {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, stored = false, size, flags = 0, link = false } of files) {
    const data = Buffer.from(text);
    const packed = stored ? data : deflateRawSync(data);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(stored ? 0 : 8, 4);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(size ?? data.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    if (link) place.writeUInt32LE(0o120777 * 0x10000, 6);
    place.writeUInt32LE(offset, 10);
    const madeBy = link ? '\0\x03' : '\0\0';
    directory.push(Buffer.concat([Buffer.from(`PK\x01\x02${madeBy}`), head, place, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const names = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Math.min(files.length, 0xffff), 6);
  end.writeUInt32LE(names.length, 8);
  end.writeUInt32LE(offset, 12);
  const large = files.length < 0xffff ? [] : [end64(files.length, names.length, offset)];
  return Buffer.concat([...parts, names, ...large, Buffer.from('PK\x05\x06'), end]);
}

/** What says how many files there are when 16 bits do not hold it: the end of the ZIP64 kind, and where it stands. */
function end64(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(56);
  end.write('PK\x06\x06', 'latin1');
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + bytes), 8);
  return Buffer.concat([end, locator]);
}
