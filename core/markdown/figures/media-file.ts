export type MediaKind = 'audio' | 'video' | 'image';

const KINDS: Readonly<Record<string, MediaKind>> = {
  ...each('audio', 'aac flac m4a mp3 oga ogg opus wav'),
  ...each('video', 'm4v mov mp4 ogv webm'),
  ...each('image', 'avif gif jpeg jpg png webp'),
};

function each(kind: MediaKind, extensions: string): Record<string, MediaKind> {
  return Object.fromEntries(extensions.split(' ').map(extension => [extension, kind]));
}

/** What kind of media file an address names by its path's extension; undefined for any other address. */
export function mediaKind(address: string): MediaKind | undefined {
  const path = address.replace(/[?#].*$/s, '');
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) && !/^https?:/i.test(path)) return undefined;
  const extension = /\/[^/]+\.([a-z0-9]{2,4})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(KINDS, extension) ? KINDS[extension] : undefined;
}

/** Whether an address is on this site, so that showing it asks nobody else. */
export function isOwn(address: string): boolean {
  return /^\/(?![/\\])/.test(address);
}
