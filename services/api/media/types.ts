/** The types of file that are kept and served, by the extension that they are stored under. */
export const MEDIA_TYPES = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  svg: 'image/svg+xml',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  ogv: 'video/ogg',
  pdf: 'application/pdf',
  vtt: 'text/vtt; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
} as const;

export type MediaExtension = keyof typeof MEDIA_TYPES;

export function isMediaExtension(text: string): text is MediaExtension {
  return Object.hasOwn(MEDIA_TYPES, text);
}
