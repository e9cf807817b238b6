import { z } from 'zod';
import type { Feed } from '../../reader/contract.ts';

const DAY_MS = 86_400_000;
const name = z
  .string()
  .max(100)
  .transform(text => text || undefined)
  .optional()
  .catch(undefined);
const day = z.iso.date().optional().catch(undefined);
const Query = z.object({
  in: z.enum(['unread', 'starred', 'saved']).optional().catch(undefined),
  feed: name,
  tag: name,
  itemTag: name,
  since: day,
  until: day,
});

/** In what somebody searches, as the address says it. What cannot be is as if it were not said. */
export interface SearchWithin extends Omit<z.infer<typeof Query>, 'feed'> {
  readonly feed?: Feed | undefined;
}

export function readWithin(query: unknown, feeds: readonly Feed[]): SearchWithin {
  const { feed, ...within } = Query.parse(query);
  return { ...within, feed: feeds.find(({ id }) => id === feed) };
}

/** As the address says it. */
export function withinQuery({ feed, ...within }: SearchWithin): Record<string, string | undefined> {
  return { ...within, feed: feed?.id };
}

/** As the reader is asked. Days are of UTC, and the last of them is searched too. */
export function withinStream({ in: view, feed, tag, itemTag, since, until }: SearchWithin) {
  return {
    view: view ?? 'all',
    feedId: feed?.id,
    tag,
    itemTag,
    since: since && new Date(since).toISOString(),
    until: until && new Date(Date.parse(until) + DAY_MS).toISOString(),
  } as const;
}
