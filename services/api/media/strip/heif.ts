import { type Box, boxes } from './boxes.ts';

/**
 * An AVIF or HEIC picture (ISO/IEC 23008-12) without EXIF and XMP: their items stay and their bytes become zeros, since the
 * places of the pixels are counted from the beginning of the file. The orientation is a property of the picture and stays.
 */
export function stripHeif(data: Buffer): Buffer {
  const stripped = Buffer.from(data);
  const top = boxes(stripped, 0, stripped.length);
  for (const meta of top.filter(box => box.type === 'meta')) {
    // A full box: four bytes of version and flags before its own boxes.
    const inside = boxes(stripped, meta.from + 4, meta.to);
    const told = new Set(inside.filter(box => box.type === 'iinf').flatMap(box => toldItems(stripped, box)));
    const idat = inside.find(box => box.type === 'idat');
    for (const box of inside.filter(({ type }) => type === 'iloc'))
      for (const { item, from, to } of extents(stripped, box, idat))
        if (told.has(item)) stripped.fill(0, Math.min(from, stripped.length), Math.min(to, stripped.length));
  }
  for (const box of top.filter(({ type }) => type === 'uuid')) stripped.fill(0, box.from, box.to);
  return stripped;
}

/** Numbers of the items that hold EXIF, or XMP as `application/rdf+xml`. */
function toldItems(data: Buffer, iinf: Box): number[] {
  const count = data[iinf.from] === 0 ? 2 : 4;
  return boxes(data, iinf.from + 4 + count, iinf.to).flatMap(infe => {
    const version = data[infe.from] ?? 0;
    const wide = version === 3 ? 2 : 0;
    if (infe.type !== 'infe' || version < 2 || infe.from + 12 + wide > infe.to) return [];
    const type = data.toString('latin1', infe.from + 8 + wide, infe.from + 12 + wide);
    if (type !== 'Exif' && type !== 'mime') return [];
    return [wide ? data.readUInt32BE(infe.from + 4) : data.readUInt16BE(infe.from + 4)];
  });
}

interface Extent {
  item: number;
  from: number;
  to: number;
}

/** Where the items' bytes stand in the file (ISO/IEC 14496-12, 8.11.3). */
function extents(data: Buffer, iloc: Box, idat: Box | undefined): Extent[] {
  let at = iloc.from;
  const read = (bytes: number): number => {
    at += bytes;
    if (at > iloc.to) throw new RangeError();
    return bytes === 0 ? 0 : Number(`0x${data.toString('hex', at - bytes, at)}`);
  };
  const found: Extent[] = [];
  try {
    const version = read(1);
    read(3);
    const sizes = read(2);
    const [offsetSize, lengthSize, baseSize, indexSize] = [12, 8, 4, 0].map(
      shift => (sizes >> shift) & 15,
    ) as [number, number, number, number];
    const count = read(version < 2 ? 2 : 4);
    for (let entry = 0; entry < count; entry++) {
      const item = read(version < 2 ? 2 : 4);
      const inIdat = version > 0 && (read(2) & 15) === 1;
      read(2);
      const base = read(baseSize) + (inIdat ? (idat?.from ?? 0) : 0);
      const parts = read(2);
      for (let part = 0; part < parts; part++) {
        if (version > 0) read(indexSize);
        const from = base + read(offsetSize);
        found.push({ item, from, to: from + read(lengthSize) });
      }
    }
  } catch (error) {
    // Cut off: what was read before still counts.
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}
