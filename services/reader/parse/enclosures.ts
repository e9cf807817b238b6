import { absolute } from './address.ts';
import type { Enclosure } from './parsed-feed.ts';
import { plainTitle } from './plain-text.ts';

/** A file as its feed describes it, unchecked. */
export interface RawEnclosure {
  readonly url: string | undefined;
  readonly type?: string | undefined;
  readonly bytes?: string | number | undefined;
  /** Seconds, or `H:MM:SS`. */
  readonly duration?: string | number | undefined;
  readonly title?: string | undefined;
  /** `image`, `audio`, `video`, `document` or `executable`, where Media RSS gives it. */
  readonly medium?: string | undefined;
}

const MOST = 20;
const TYPE = /^[a-z0-9][\w.+-]{0,60}\/[a-z0-9][\w.+-]{0,80}$/;
const ENDINGS: readonly [RegExp, Enclosure['medium']][] = [
  [/\.(?:mp3|m4a|m4b|aac|ogg|oga|opus|flac|wav)$/i, 'audio'],
  [/\.(?:mp4|m4v|mov|webm|mkv|ogv|avi)$/i, 'video'],
  [/\.(?:jpe?g|png|gif|webp|avif|svg)$/i, 'image'],
];

/** Files with an address, each once, at most 20; what one mention of a file leaves out another of the same may say. */
export function readEnclosures(raw: readonly RawEnclosure[], base: string): Enclosure[] {
  const found = new Map<string, Enclosure>();
  for (const each of raw) {
    const url = absolute(each.url, base);
    if (url === undefined) continue;
    const known = found.get(url);
    if (known === undefined && found.size === MOST) continue;
    found.set(url, merge(known, read(url, each)));
  }
  return [...found.values()];
}

function read(url: string, raw: RawEnclosure): Enclosure {
  const type = raw.type?.split(';')[0]?.trim().toLowerCase();
  const known = type !== undefined && TYPE.test(type) ? type : undefined;
  return {
    url,
    type: known,
    bytes: whole(raw.bytes),
    seconds: readDuration(raw.duration),
    title: plainTitle(raw.title) || undefined,
    medium: mediumOf(known, raw.medium, url),
  };
}

function merge(known: Enclosure | undefined, next: Enclosure): Enclosure {
  if (known === undefined) return next;
  return {
    url: known.url,
    type: known.type ?? next.type,
    bytes: known.bytes ?? next.bytes,
    seconds: known.seconds ?? next.seconds,
    title: known.title ?? next.title,
    medium: known.medium === 'file' ? next.medium : known.medium,
  };
}

function mediumOf(type: string | undefined, medium: string | undefined, url: string): Enclosure['medium'] {
  const said = medium?.trim().toLowerCase() ?? type?.split('/')[0];
  if (said === 'audio' || said === 'video' || said === 'image') return said;
  const path = URL.parse(url)?.pathname ?? '';
  return ENDINGS.find(([ending]) => ending.test(path))?.[1] ?? 'file';
}

/** Zero is what generators write that do not know. */
function whole(value: string | number | undefined): number | undefined {
  const number = typeof value === 'string' ? Number(value.trim()) : value;
  return Number.isSafeInteger(number) && number! > 0 ? number : undefined;
}

/** Seconds of `3723`, `62:03` or `1:02:03`; undefined for nothing, zero and what cannot be read. */
export function readDuration(value: string | number | undefined): number | undefined {
  const match = /^\s*(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,7})(?:[.,]\d*)?\s*$/.exec(String(value ?? ''));
  if (!match) return undefined;
  const [hours, minutes, seconds] = match.slice(1).map(part => Number(part ?? 0)) as [number, number, number];
  return hours * 3600 + minutes * 60 + seconds || undefined;
}
