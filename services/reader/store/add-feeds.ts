import { type Kysely, sql } from 'kysely';
import type { OpmlFeed } from '../opml/read-opml.ts';
import type { Schema } from '../schema.ts';

/**
 * Adds those feeds that are not known by any address they had, all in one statement, and gives the addresses that were
 * added with their ids. They are due at once.
 */
export async function addFeeds(
  db: Kysely<Schema>,
  feeds: readonly OpmlFeed[],
  isPublic: boolean,
): Promise<Map<string, number>> {
  const rows = JSON.stringify(
    feeds.map(feed => ({
      url: feed.url,
      title: feed.title,
      site_url: feed.siteUrl ?? null,
      tags: feed.tags,
    })),
  );
  const added = await sql<{ id: number; url: string }>`
    with added as (
      insert into feeds (url, title, site_url, tags, public)
      select distinct on (g.url) g.url, g.title, g.site_url, g.tags, ${isPublic}
      from jsonb_to_recordset(${rows}::jsonb) as g(url text, title text, site_url text, tags text[])
      where not exists (select from addresses a where a.url = g.url)
      on conflict (url) do nothing
      returning id, url
    ), known as (
      insert into addresses (url, feed_id) select url, id from added
      on conflict (url) do nothing
    )
    select id, url from added`.execute(db);
  return new Map(added.rows.map(row => [row.url, row.id]));
}
