import { type Orientation, orientationOnly, readOrientation } from './orientation.ts';

const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Bits of the header's flags (RFC 9649, 2.7.1). */
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

/** A WebP (RFC 9649) without EXIF, XMP and unknown chunks, and without what follows its end. The orientation stays. */
export function stripWebp(data: Buffer): Buffer {
  const kept: Buffer[] = [Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')];
  let orientation: Orientation | undefined;
  let header: Buffer | undefined;
  const limit = Math.min(data.length, data.length < 8 ? 0 : 8 + data.readUInt32LE(4));
  let at = 12;
  while (at + 8 <= limit) {
    const length = data.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (end > limit) break;
    const type = data.toString('latin1', at, at + 4);
    if (type === 'EXIF') orientation ??= readOrientation(exif(data.subarray(at + 8, end)));
    if (NEEDED.has(type)) {
      const chunk = Buffer.from(data.subarray(at, end));
      if (type === 'VP8X' && length >= 10) header ??= chunk;
      kept.push(chunk);
      if (length % 2 === 1) kept.push(Buffer.alloc(1));
    }
    at = end + (length % 2);
  }
  if (header) header[8] = (header[8]! & ~(HAS_EXIF | HAS_XMP)) | (orientation === undefined ? 0 : HAS_EXIF);
  if (header && orientation !== undefined) kept.push(exifChunk(orientation));
  const whole = Buffer.concat(kept);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}

/** Some programs put JPEG's own prefix before the data. */
function exif(content: Buffer): Buffer {
  return content.toString('latin1', 0, 6) === 'Exif\0\0' ? content.subarray(6) : content;
}

function exifChunk(orientation: Orientation): Buffer {
  const tiff = orientationOnly(orientation);
  const head = Buffer.alloc(8);
  head.write('EXIF', 0, 'latin1');
  head.writeUInt32LE(tiff.length, 4);
  return Buffer.concat([head, tiff]);
}
