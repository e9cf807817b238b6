import { type Box, boxes } from './boxes.ts';

/** What says where, when and with what a film was taken, in boxes that no player needs; XMP is in a `uuid` box. */
const TOLD = new Set(['udta', 'meta', 'uuid']);
const SEARCHED = new Set(['moov', 'trak', 'mdia', 'moof', 'traf']);
const DEEPEST = 6;

/**
 * An MP4 or QuickTime film without its user data and metadata, which is where telephones put the place. Their boxes
 * become free space of the same size, since the places of the frames are counted from the beginning of the file.
 */
export function stripFilm(data: Buffer): Buffer {
  const stripped = Buffer.from(data);
  clear(stripped, boxes(stripped, 0, stripped.length), 0);
  return stripped;
}

function clear(data: Buffer, found: readonly Box[], depth: number): void {
  for (const box of found) {
    if (TOLD.has(box.type)) {
      data.write('free', box.start + 4, 'latin1');
      data.fill(0, box.from, box.to);
    } else if (SEARCHED.has(box.type) && depth < DEEPEST) {
      clear(data, boxes(data, box.from, box.to), depth + 1);
    }
  }
}
