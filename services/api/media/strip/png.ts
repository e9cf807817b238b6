import { crc32 } from 'node:zlib';
import { type Orientation, orientationOnly, readOrientation } from './orientation.ts';

/** The chunks that pixels, their colours and their animation are made from (https://www.w3.org/TR/png-3/#11Chunks). */
const NEEDED = new Set(
  `IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT`.split(
    ' ',
  ),
);

/** A PNG without texts, times, EXIF and unknown chunks, and without what follows its end. The orientation stays. */
export function stripPng(data: Buffer): Buffer {
  const kept: Buffer[] = [data.subarray(0, 8)];
  let orientation: Orientation | undefined;
  let at = 8;
  while (at + 12 <= data.length) {
    const end = at + 12 + data.readUInt32BE(at);
    if (end > data.length) break;
    const type = data.toString('latin1', at + 4, at + 8);
    if (type === 'eXIf') orientation ??= readOrientation(data.subarray(at + 8, end - 4));
    if (NEEDED.has(type)) kept.push(data.subarray(at, end));
    at = end;
    if (type === 'IEND') break;
  }
  // Right after the header chunk, which every reader has passed by then.
  if (orientation !== undefined && kept.length > 2) kept.splice(2, 0, exifChunk(orientation));
  return Buffer.concat(kept);
}

function exifChunk(orientation: Orientation): Buffer {
  const tiff = orientationOnly(orientation);
  const chunk = Buffer.alloc(12 + tiff.length);
  chunk.writeUInt32BE(tiff.length, 0);
  chunk.write('eXIf', 4, 'latin1');
  tiff.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + tiff.length)), 8 + tiff.length);
  return chunk;
}
