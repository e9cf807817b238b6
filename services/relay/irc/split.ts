/** A line with its prefix and line end is at most this many bytes (RFC 1459, section 2.3). */
const MAX_LINE = 512;

/** What the server may put for our user name and host when it passes a line on. */
const MAX_USER = 20;
const MAX_HOST = 63;

const segmenter = new Intl.Segmenter();

/** Bytes left for the text of a PRIVMSG from this nick to this target, as others receive it. */
export function roomForText(nick: string, target: string): number {
  const prefix = ':!@ PRIVMSG  :\r\n'.length + Buffer.byteLength(nick) + MAX_USER + MAX_HOST;
  return MAX_LINE - prefix - Buffer.byteLength(target);
}

/**
 * Cuts a line into pieces of at most `limit` bytes of UTF-8: between words where it can, else between characters as
 * people see them, and inside one only when a single one is longer. No piece is empty; spaces at a cut are dropped.
 * `limit` is at least 4.
 */
export function splitLine(line: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = line.trim();
  while (Buffer.byteLength(rest) > limit) {
    const cut = findCut(rest, limit);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

/** The index at which the first piece ends: after the last word that fits, or after the last character when no word does. */
function findCut(text: string, limit: number): number {
  const fits = lengthWithin(text, limit);
  if (/\s/.test(text[fits]!)) return fits;
  const space = text.slice(0, fits).search(/\s\S*$/);
  if (space > 0) return space;
  let cut = 0;
  for (const { segment, index } of segmenter.segment(text.slice(0, fits + 1))) {
    if (index + segment.length > fits) break;
    cut = index + segment.length;
  }
  return cut > 0 ? cut : fits;
}

/** How many code units from the start, in whole code points, take at most `limit` bytes. */
function lengthWithin(text: string, limit: number): number {
  let bytes = 0;
  let length = 0;
  for (const point of text) {
    const code = point.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > limit) break;
    length += point.length;
  }
  return length;
}
