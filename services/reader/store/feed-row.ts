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
  /** Times are as PostgreSQL writes those of UTC: thousands of `Date` that are only written out again would cost most of a list. */
  readonly problem_since: string | null;
  readonly polled_at: string | null;
  readonly next_poll_at: string | null;
  readonly newest_at: string | null;
  readonly icon: string | null;
}

/** Below which the icons of feeds are. */
export const ICON_PATH = '/reader/icon/';

/** The name of the feed `f` for whoever has the subscription `sub`. */
export const feedTitle: RawBuilder<string> = sql`
  coalesce(nullif(sub.title, ''), nullif(f.title, ''), substring(f.url from '^[a-z]+://([^/?#]+)'), f.url)`;

function utc(column: string): RawBuilder<string | null> {
  return sql`(${sql.ref(`f.${column}`)} at time zone 'utc')::text as ${sql.ref(column)}`;
}

export const FEED_COLUMNS: RawBuilder<FeedRow> = sql`
  f.id, f.url, ${feedTitle} as title, f.site_url, f.description, f.funding, sub.tags, sub.public, sub.language, sub.unread, f.problem,
  ${utc('problem_since')}, ${utc('polled_at')}, ${utc('next_poll_at')}, ${utc('newest_at')}, (select icon from feed_icons where feed_id = f.id) as icon`;

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
    problemSince: toIso(row.problem_since),
    polledAt: toIso(row.polled_at),
    nextPollAt: toIso(row.next_poll_at),
    newestAt: toIso(row.newest_at),
    icon: row.icon === null ? undefined : ICON_PATH + row.icon,
  };
}

/** `2026-11-28 20:21:08.25` as `2026-11-28T20:21:08.250Z`, to the millisecond. */
export function toIso(text: string | null): string | undefined {
  if (text === null) return undefined;
  const milliseconds = text.slice(20, 23).padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${milliseconds}Z`;
}

/** Ids are whole numbers written out; anything else is the id of nothing. */
export function toId(id: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined;
}
