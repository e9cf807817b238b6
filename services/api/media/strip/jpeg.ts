import { type Orientation, orientationOnly, readOrientation } from './orientation.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
const EXIF = 'Exif\0\0';

/**
 * A JPEG (ITU-T T.81, annex B) without what its camera and programs wrote about it: EXIF, XMP, IPTC, comments, previews and all
 * that follows its end, such as a second picture with data of its own. What the pixels are decoded by stays, byte for byte,
 * and so does the orientation. A segment that is cut off goes.
 */
export function stripJpeg(data: Buffer): Buffer {
  const kept: Buffer[] = [data.subarray(0, 2)];
  let orientation: Orientation | undefined;
  /** Where the orientation goes: after JFIF's own segment, which has to be the first. */
  let place = 1;
  let at = 2;
  while (at + 1 < data.length) {
    if (data[at] !== 0xff) break;
    const marker = data[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === EOI) {
      kept.push(data.subarray(at, at + 2));
      break;
    }
    if (isBare(marker)) {
      kept.push(data.subarray(at, at + 2));
      at += 2;
      continue;
    }
    if (at + 4 > data.length) break;
    const end = at + 2 + data.readUInt16BE(at + 2);
    if (end < at + 4 || end > data.length) break;
    const content = data.subarray(at + 4, end);
    if (marker === APP1 && startsWith(content, EXIF))
      orientation ??= readOrientation(content.subarray(EXIF.length));
    const next = marker === SOS ? scanEnd(data, end) : end;
    if (isNeeded(marker, content)) {
      kept.push(data.subarray(at, next));
      if (marker === APP0 && kept.length === 2) place = 2;
    }
    at = next;
  }
  if (orientation !== undefined) kept.splice(place, 0, exifSegment(orientation));
  return Buffer.concat(kept);
}

/** Markers without a length: TEM, the restarts, and a second start. */
function isBare(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= SOI);
}

/** Of the application segments, JFIF, colour profiles and Adobe's colour transform take part in decoding. */
function isNeeded(marker: number, content: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker < APP0 || marker > APP15) return true;
  return (
    (marker === APP0 && startsWith(content, 'JFIF\0')) ||
    (marker === APP2 && startsWith(content, 'ICC_PROFILE\0')) ||
    (marker === APP14 && startsWith(content, 'Adobe'))
  );
}

/** Entropy-coded data ends at the first marker that is neither a stuffed byte nor a restart. */
function scanEnd(data: Buffer, from: number): number {
  let at = data.indexOf(0xff, from);
  while (at !== -1 && at + 1 < data.length) {
    const next = data[at + 1]!;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
    at = data.indexOf(0xff, at + (next === 0xff ? 1 : 2));
  }
  return data.length;
}

function exifSegment(orientation: Orientation): Buffer {
  const tiff = orientationOnly(orientation);
  const head = Buffer.from([0xff, APP1, 0, 2 + EXIF.length + tiff.length]);
  return Buffer.concat([head, Buffer.from(EXIF, 'latin1'), tiff]);
}

function startsWith(content: Buffer, text: string): boolean {
  return content.toString('latin1', 0, text.length) === text;
}
