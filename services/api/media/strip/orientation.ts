/** Value of the EXIF tag that says how a picture is to be turned: 2 to 8; undefined for upright or none. */
export type Orientation = 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION = 0x0112;
const SHORT = 3;
const MOST_ENTRIES = 200;

/** Reads the orientation out of EXIF data, which is a TIFF header and its directories (EXIF 3.0, 4.5). Any bytes are read safely. */
export function readOrientation(tiff: Buffer): Orientation | undefined {
  const little = tiff.toString('latin1', 0, 4) === 'II*\0';
  if (!little && tiff.toString('latin1', 0, 4) !== 'MM\0*') return undefined;
  const short = (at: number) =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  if (tiff.length < 8) return undefined;
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = Math.min(MOST_ENTRIES, short(directory));
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    if (short(at) !== ORIENTATION || short(at + 2) !== SHORT) continue;
    const value = short(at + 8);
    return value >= 2 && value <= 8 ? (value as Orientation) : undefined;
  }
  return undefined;
}

/** EXIF data that says the orientation and nothing else. */
export function orientationOnly(orientation: Orientation): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(SHORT, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
