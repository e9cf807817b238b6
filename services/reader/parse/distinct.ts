import type { ParsedItem } from './parsed-feed.ts';

/** More entries than a feed that is meant to be read has; feeds put the newest first. */
const MOST_ITEMS = 2000;

/**
 * Each entry once, the first in the document, and not more than a reader can want. Generators that give one id to several
 * entries exist: those that have different files or addresses stay apart, and the oldest keeps the id, so that one
 * that comes later does not take its place.
 */
export function distinct(items: readonly ParsedItem[]): ParsedItem[] {
  const groups = Map.groupBy(items, item => item.guid);
  if (groups.size === items.length) return items.slice(0, MOST_ITEMS);
  const kept = new Map<ParsedItem, string>();
  for (const [guid, group] of groups) {
    const different = apart(group);
    const oldest = different.reduce((a, b) => (timeOf(b) <= timeOf(a) ? b : a));
    for (const item of different) kept.set(item, item === oldest ? guid : `${guid} ${placeOf(item)}`);
  }
  return items
    .filter(item => kept.has(item))
    .slice(0, MOST_ITEMS)
    .map(item => ({ ...item, guid: kept.get(item)! }));
}

/** The first of each place; one without a place is like any other. */
function apart(group: readonly ParsedItem[]): ParsedItem[] {
  const [first, ...others] = group as [ParsedItem, ...ParsedItem[]];
  const seen = new Set([placeOf(first)]);
  const different = others.filter(item => {
    const place = placeOf(item);
    return place !== undefined && !seen.has(undefined) && !seen.has(place) && seen.add(place);
  });
  return [first, ...different];
}

/** What tells it from others of its id: its file, its address, and with either its title. */
function placeOf(item: ParsedItem): string | undefined {
  const place = item.enclosures[0]?.url ?? item.url;
  return place && `${place} ${item.url === place ? '' : (item.url ?? '')} ${item.title}`;
}

function timeOf(item: ParsedItem): number {
  return item.publishedAt?.getTime() ?? 0;
}
