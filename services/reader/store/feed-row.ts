import type { Selectable } from 'kysely';
import type { Feed } from '../contract.ts';
import type { FeedsTable } from '../schema.ts';

export const FEED_COLUMNS = [
  'id',
  'url',
  'title',
  'given_title',
  'site_url',
  'tags',
  'public',
  'problem',
  'problem_since',
  'polled_at',
  'next_poll_at',
] as const;

export type FeedRow = Pick<Selectable<FeedsTable>, (typeof FEED_COLUMNS)[number]>;

/** A row as the contract has it. The owner's name for a feed comes before its own, and its host stands in for both. */
export function toFeed(row: FeedRow): Feed {
  return {
    id: String(row.id),
    url: row.url,
    title: row.given_title || row.title || new URL(row.url).host,
    siteUrl: row.site_url ?? undefined,
    tags: row.tags,
    public: row.public,
    problem: row.problem ?? undefined,
    problemSince: row.problem_since?.toISOString(),
    polledAt: row.polled_at?.toISOString(),
    nextPollAt: row.next_poll_at?.toISOString(),
  };
}

/** Ids are whole numbers written out; anything else is the id of nothing. */
export function toId(id: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined;
}
