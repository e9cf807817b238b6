import type { RawEnclosure } from './enclosures.ts';
import { linkElements } from './entry-links.ts';
import type { XmlElement } from './xml-element.ts';

/** Nothing plays it any more. */
const FLASH = 'application/x-shockwave-flash';
/** Weblog hosts give the author's picture with each entry. */
const AVATAR = /^https?:\/\/(?:[\w-]+\.)?gravatar\.com\//i;

/** Transcripts that can be shown in time with the sound come first. */
const TRANSCRIPTS = [
  'text/vtt',
  'application/x-subrip',
  'application/srt',
  'application/json',
  'text/html',
  'text/plain',
];

/**
 * Files of an entry in all vocabularies: RSS `enclosure`, Atom links, Media RSS (https://www.rssboard.org/media-rss) and the
 * alternate enclosures of Podcasting 2.0. `itunes:duration` is that of the first.
 */
export function entryFiles(entry: XmlElement): RawEnclosure[] {
  const links = linkElements(entry).filter(link => link.attribute('rel')?.toLowerCase() === 'enclosure');
  const files = [
    ...entry.all('enclosure').map(file => ({
      url: file.attribute('url') ?? file.attribute('href'),
      type: file.attribute('type'),
      bytes: file.attribute('length'),
      title: file.attribute('title'),
    })),
    ...links.map(link => ({
      url: link.attribute('href'),
      type: link.attribute('type'),
      bytes: link.attribute('length'),
      title: link.attribute('title'),
    })),
    ...mediaContents(entry).map(mediaFile),
    ...entry.all('podcast:alternateenclosure').map(alternate),
  ].filter(({ type, url }) => type !== FLASH && !AVATAR.test(url ?? ''));
  const duration = entry.textOf('itunes:duration');
  return files.map((file, index) => (index === 0 && duration !== undefined ? { ...file, duration } : file));
}

function mediaFile(content: XmlElement): RawEnclosure {
  return {
    url: content.attribute('url'),
    type: content.attribute('type'),
    bytes: content.attribute('filesize'),
    duration: content.attribute('duration'),
    title: content.textOf('media:title'),
    medium: content.attribute('medium'),
  };
}

function alternate(file: XmlElement): RawEnclosure {
  const sources = file.all('podcast:source').map(source => source.attribute('uri'));
  return {
    url: sources.find(uri => /^https?:/i.test(uri ?? '')),
    type: file.attribute('type'),
    bytes: file.attribute('length'),
    title: file.attribute('title'),
  };
}

function mediaContents(entry: XmlElement): XmlElement[] {
  const groups = entry.all('media:group').flatMap(group => group.all('media:content'));
  return [...entry.all('media:content'), ...groups];
}

/** The picture that stands for an entry: what is said to be one, else the first picture that comes with it. */
export function entryImage(entry: XmlElement): string | undefined {
  const places = [entry, ...entry.all('media:group'), ...mediaContents(entry)];
  const thumbnail = places.flatMap(place => place.all('media:thumbnail'))[0];
  const told =
    thumbnail?.attribute('url') ??
    thumbnail?.text ??
    imageOf(entry, 'itunes:image') ??
    imageOf(entry, 'googleplay:image');
  if (told) return told;
  const pictures = entryFiles(entry).filter(({ type, medium }) => (medium ?? type ?? '').startsWith('image'));
  return imageOf(entry, 'image') ?? pictures[0]?.url;
}

/** The address of a picture in an attribute, in a child as in RSS, or as text. */
export function imageOf(parent: XmlElement, key: string): string | undefined {
  const image = parent.children.find(child => child.key === key);
  if (image === undefined) return undefined;
  const text = image.children.length === 0 ? image.text : '';
  return image.attribute('href') ?? image.attribute('url') ?? image.textOf('url') ?? (text || undefined);
}

/** The transcript of an episode in the most useful of its formats. */
export function transcript(entry: XmlElement): string | undefined {
  const all = entry.all('podcast:transcript').filter(each => each.attribute('url') !== undefined);
  const rank = (each: XmlElement) => (TRANSCRIPTS.indexOf(each.attribute('type') ?? '') + 7) % 7;
  return all.sort((a, b) => rank(a) - rank(b))[0]?.attribute('url');
}
