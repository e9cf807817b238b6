/** Bytes at the beginning in which the type shows; an SVG may have a licence before it. */
export const TELLING = 1024;

const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF[\s\S]{4}WEBP/, 'image/webp'],
  [/^[\s\S]{4}ftyp(?:avif|avis|mif1|msf1)/, 'image/avif'],
  [/^\0\0\x01\0[^\0]\0/, 'image/x-icon'],
  [/^BM[\s\S]{4}\0\0\0\0/, 'image/bmp'],
  [/^\xff\x0a|^\0\0\0\x0cJXL \r\n\x87\n/, 'image/jxl'],
];

/** The media type of an image by its first bytes, whatever its server calls it; undefined for what is none. */
export function imageType(body: Uint8Array): string | undefined {
  const start = Buffer.from(body.subarray(0, TELLING)).toString('latin1');
  return (
    SIGNATURES.find(([pattern]) => pattern.test(start))?.[1] ?? (isSvg(start) ? 'image/svg+xml' : undefined)
  );
}

/** What may stand before an SVG's own element, and where each ends. */
const PROLOG = [
  ['\xef\xbb\xbf', '\xef\xbb\xbf'],
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!DOCTYPE', '>'],
] as const;

function isSvg(start: string): boolean {
  let rest = start.trimStart();
  for (;;) {
    const found = PROLOG.find(([opening]) => rest.startsWith(opening));
    if (!found) return /^<svg[\s>]/i.test(rest);
    const end = rest.indexOf(found[1]);
    if (end === -1) return false;
    rest = rest.slice(end + found[1].length).trimStart();
  }
}
