import { createHash } from 'node:crypto';
import type { Feed } from '../contract/feeds.ts';

/**
 * The tags of feeds with a number for each, by name: Fever's groups and Miniflux's categories have numbers, from 2 to 2³¹. A
 * tag's is the same in every answer, made from its name; of two that would share one, the later by name moves on.
 */
export function numberTags(feeds: readonly Feed[]): Map<string, number> {
  const tags = [...new Set(feeds.flatMap(feed => feed.tags))].sort();
  const taken = new Set<number>();
  const numbers = new Map<string, number>();
  for (const tag of tags) {
    let number = createHash('sha256').update(tag).digest().readUInt32BE(0) % (2 ** 31 - 3);
    while (taken.has(number)) number = (number + 1) % (2 ** 31 - 3);
    taken.add(number);
    numbers.set(tag, number + 2);
  }
  return numbers;
}

/** The tag that has a number; undefined when none has. */
export function tagOf(numbers: ReadonlyMap<string, number>, number: number): string | undefined {
  for (const [tag, known] of numbers) if (known === number) return tag;
  return undefined;
}
