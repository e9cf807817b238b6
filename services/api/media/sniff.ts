import type { MediaExtension } from './types.ts';

/** First bytes, as Latin-1 text (https://mimesniff.spec.whatwg.org/#matching-a-mime-type-pattern). */
const SIGNATURES: readonly (readonly [RegExp, MediaExtension])[] = [
  [/^\x89PNG\r\n\x1a\n/, 'png'],
  [/^\xff\xd8\xff/, 'jpg'],
  [/^GIF8[79]a/, 'gif'],
  [/^RIFF[\s\S]{4}WEBP/, 'webp'],
  [/^RIFF[\s\S]{4}WAVE/, 'wav'],
  [/^[\s\S]{4}ftyp(?:avif|avis)/, 'avif'],
  [/^[\s\S]{4}ftyp(?:heic|heix|mif1|msf1)/, 'heic'],
  [/^[\s\S]{4}ftyp(?:M4A |M4B )/, 'm4a'],
  [/^[\s\S]{4}ftypqt {2}/, 'mov'],
  [/^[\s\S]{4}ftyp/, 'mp4'],
  [/^\x1aE\xdf\xa3[\s\S]{0,60}webm/, 'webm'],
  [/^OggS[\s\S]{24}[\s\S]*?(?:\x80theora|\x01video)/, 'ogv'],
  [/^OggS/, 'ogg'],
  [/^fLaC/, 'flac'],
  [/^ID3/, 'mp3'],
  [/^\xff[\xf0\xf1\xf8\xf9]/, 'aac'],
  [/^\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff]/, 'mp3'],
  [/^%PDF-/, 'pdf'],
  [/^BM[\s\S]{4}\0\0\0\0/, 'bmp'],
  [/^\0\0\x01\0[\s\S]\0/, 'ico'],
];

const HEAD = 512;
const SVG =
  /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/i;

/**
 * What a file is by its bytes, whatever its name says; undefined for what is not kept. Text is what is UTF-8 without
 * controls: it is served as plain text, so that a page or script in it stays text.
 */
export function sniffMedia(data: Uint8Array): MediaExtension | undefined {
  const head = Buffer.from(data.buffer, data.byteOffset, Math.min(data.length, HEAD)).toString('latin1');
  for (const [signature, extension] of SIGNATURES) if (signature.test(head)) return extension;
  const text = readText(data);
  if (text === undefined) return undefined;
  if (SVG.test(text.slice(0, 10_000))) return 'svg';
  return text.startsWith('WEBVTT') ? 'vtt' : 'txt';
}

function readText(data: Uint8Array): string | undefined {
  if (data.length === 0) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(data);
    return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
