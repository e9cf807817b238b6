import { type RawBuilder, sql } from 'kysely';
import type { Feed } from '../contract/feeds.ts';

export interface FeedRow {
  readonly id: number;
  readonly url: string;
  /** The person's own name for it, or its own, or its host. */
  readonly title: string;
  readonly site_url: string | null;
  readonly description: string | null;
  readonly funding: Feed['funding'] | null;
  readonly tags: string[];
  readonly public: boolean;
  readonly language: string | null;
  readonly unread: number;
  readonly problem: string | null;
  readonly problem_since: Date | null;
  readonly polled_at: Date | null;
  readonly next_poll_at: Date | null;
  readonly newest_at: Date | null;
  readonly icon: string | null;
}

/** Below which the icons of feeds are. */
export const ICON_PATH = '/reader/icon/';

/** The name of the feed `f` for whoever has the subscription `sub`. */
export const feedTitle: RawBuilder<string> = sql`
  coalesce(nullif(sub.title, ''), nullif(f.title, ''), substring(f.url from '^[a-z]+://([^/?#]+)'), f.url)`;

export const FEED_COLUMNS: RawBuilder<FeedRow> = sql`
  f.id, f.url, ${feedTitle} as title, f.site_url, f.description, f.funding, sub.tags, sub.public, sub.language, sub.unread, f.problem,
  f.problem_since, f.polled_at, f.next_poll_at, f.newest_at, (select icon from feed_icons where feed_id = f.id) as icon`;

/** A row as the contract has it. */
export function toFeed(row: FeedRow): Feed {
  return {
    id: String(row.id),
    url: row.url,
    title: row.title,
    siteUrl: row.site_url ?? undefined,
    description: row.description ?? undefined,
    funding: row.funding ?? undefined,
    tags: row.tags,
    public: row.public,
    language: row.language ?? undefined,
    unread: row.unread,
    problem: row.problem ?? undefined,
    problemSince: row.problem_since?.toISOString(),
    polledAt: row.polled_at?.toISOString(),
    nextPollAt: row.next_poll_at?.toISOString(),
    newestAt: row.newest_at?.toISOString(),
    icon: row.icon === null ? undefined : ICON_PATH + row.icon,
  };
}

/** Ids are whole numbers written out; anything else is the id of nothing. */
export function toId(id: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined;
}
