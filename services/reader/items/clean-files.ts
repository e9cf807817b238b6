import type { Enclosure, ParsedItem } from '../parse/parsed-feed.ts';
import { withoutTrackers } from './canonical-url.ts';
import { isCounter } from './counters.ts';

/** Files of an item, their addresses without trackers, each once, and without pictures that only count readers. */
export function cleanFiles(files: readonly Enclosure[]): Enclosure[] {
  const kept = new Map<string, Enclosure>();
  for (const file of files) {
    const url = withoutTrackers(file.url);
    if (!kept.has(url) && !(file.medium === 'image' && isCounter(url))) kept.set(url, { ...file, url });
  }
  return [...kept.values()];
}

/** The picture of an item, unless it only counts readers. */
export function cleanImage({ image }: Pick<ParsedItem, 'image'>): string | null {
  return image === undefined || isCounter(image) ? null : withoutTrackers(image);
}

export function cleanLink(address: string | undefined): string | null {
  return address === undefined ? null : withoutTrackers(address);
}
