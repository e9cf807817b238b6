import { type Kysely, sql } from 'kysely';
import type { SubjectFeed } from '../rules/subject.ts';
import type { Schema } from '../schema.ts';
import { feedTitle } from './feed-row.ts';

/** An item as rules look at it, in the feeds in which a person has it. */
export interface RuleItem {
  readonly id: number;
  readonly title: string;
  readonly summary: string;
  readonly author: string | null;
  readonly url: string | null;
  readonly html: string;
  readonly categories: string[];
  readonly published_at: Date;
  readonly feeds: SubjectFeed[];
}

/** Those items of a person whose ids are from `from` on and below `below`. */
export async function itemsBetween(
  db: Kysely<Schema>,
  readerId: number,
  { from, below }: { from: number; below: number },
): Promise<RuleItem[]> {
  const found = await sql<RuleItem>`
    select i.id, i.title, i.summary, i.author, i.url, i.html, i.categories, i.published_at, src.feeds
    from items i cross join lateral (${feedsOf(readerId)}) src
    where i.id >= ${from} and i.id < ${below} and src.feeds is not null`.execute(db);
  return found.rows;
}

/** A person's newest items, merged from the newest of each of their feeds. */
export async function newestItems(db: Kysely<Schema>, readerId: number, limit: number): Promise<RuleItem[]> {
  const found = await sql<RuleItem>`
    with newest as materialized (
      select distinct p.item_id, p.published_at from subscriptions sub cross join lateral (
        select s.item_id, s.published_at from sources s where s.feed_id = sub.feed_id
        order by s.published_at desc, s.item_id desc limit ${limit}
      ) p
      where sub.reader_id = ${readerId}
      order by p.published_at desc, p.item_id desc limit ${limit}
    )
    select i.id, i.title, i.summary, i.author, i.url, i.html, i.categories, i.published_at, src.feeds
    from newest n join items i on i.id = n.item_id cross join lateral (${feedsOf(readerId)}) src
    order by i.published_at desc, i.id desc`.execute(db);
  return found.rows;
}

function feedsOf(readerId: number) {
  return sql`
    select json_agg(json_build_object('title', ${feedTitle}, 'url', f.url, 'tags', sub.tags)
      order by f.id <> i.feed_id, f.id) as feeds
    from sources s
    join feeds f on f.id = s.feed_id
    join subscriptions sub on sub.feed_id = s.feed_id and sub.reader_id = ${readerId}
    where s.item_id = i.id`;
}
