import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Article } from '../articles/extract.ts';
import type { Schema } from '../schema.ts';
import { wordVector } from '../search/word-vector.ts';

/** An item's page with all that fetching it needs. */
export interface PageRow {
  readonly id: number;
  readonly url: string | null;
  /** Kept by a person, and not brought by a feed. */
  readonly saved: boolean;
  readonly failures: number;
  readonly feed_id: number;
  readonly feed_url: string;
  readonly user_agent: string | null;
  readonly sealed: Buffer | null;
  /** CSS selectors. */
  readonly content: string | null;
  readonly remove: string | null;
}

/** Characters in which words are looked for, as of items. */
const SEARCHED = 100_000;

/** The pages of these new items are to be fetched, if the feed wants that of its items. */
export async function wantFullTexts(
  tx: Kysely<Schema>,
  feedId: number,
  itemIds: readonly number[],
): Promise<void> {
  await sql`
    insert into full_texts (item_id, next_fetch_at)
    select i.id, now() from items i
    where i.id = any(${itemIds}::bigint[]) and i.url is not null
      and exists (select from feed_reading where feed_id = ${feedId} and full_text)
    on conflict (item_id) do nothing`.execute(tx);
}

/**
 * Takes the page that is due longest, but none of hosts that are asked already, so that no other process takes it for
 * `lease` seconds; after that, a page whose process was killed is due again.
 */
export async function claimPage(
  db: Kysely<Schema>,
  busyHosts: readonly string[],
  lease: number,
): Promise<PageRow | undefined> {
  const claimed = await sql<{ item_id: number }>`
    update full_texts set next_fetch_at = now() + ${lease} * interval '1 second'
    where item_id = (
      select ft.item_id from full_texts ft join items i on i.id = ft.item_id
      where ft.next_fetch_at <= now()
        and coalesce(lower(substring(i.url from '^https?://([^/?#]+)')), '') <> all(${busyHosts}::text[])
      order by ft.next_fetch_at limit 1 for update of ft skip locked)
    returning item_id`.execute(db);
  return claimed.rows[0] && (await pageRow(db, claimed.rows[0].item_id));
}

export async function pageRow(db: Kysely<Schema>, itemId: number): Promise<PageRow | undefined> {
  const found = await sql<PageRow>`
    select i.id, i.url, f.saved, coalesce(ft.failures, 0) as failures, f.id as feed_id, f.url as feed_url, o.user_agent,
      o.sealed, r.content, r.remove
    from items i
    join feeds f on f.id = i.feed_id
    left join full_texts ft on ft.item_id = i.id
    left join feed_options o on o.feed_id = f.id
    left join feed_reading r on r.feed_id = f.id
    where i.id = ${itemId}`.execute(db);
  return found.rows[0];
}

/** Keeps what was found on an item's page; its words are found with those of the item. An item that is gone stays gone. */
export async function keepArticle(db: Kysely<Schema>, page: PageRow, article: Article): Promise<void> {
  const text = article.text.slice(0, SEARCHED).toWellFormed();
  const words = wordVector(text);
  await db.transaction().execute(async tx => {
    await sql`
      insert into full_texts (item_id, html, words, fetched_at)
      select i.id, ${page.saved ? null : article.html}, ${words}::tsvector, now()
      from items i where i.id = ${page.id}
      on conflict (item_id) do update set html = excluded.html, words = excluded.words, fetched_at = excluded.fetched_at,
        failures = 0, problem = null, next_fetch_at = null`.execute(tx);
    await (page.saved ? rewrite(page, article, words) : addWords(page)).execute(tx);
  });
}

function addWords(page: PageRow): RawBuilder<unknown> {
  return sql`
    update items i set words = i.words || ft.words from full_texts ft
    where i.id = ${page.id} and ft.item_id = i.id`;
}

/** A saved page is what it says itself; until now it had its address for a title. */
function rewrite(
  { id }: PageRow,
  { title, author, html, summary, image }: Article,
  words: string,
): RawBuilder<unknown> {
  return sql`
    update items i set
      title = coalesce(${title ?? null}, i.title), author = ${author ?? null}, html = ${html}, summary = ${summary},
      image = ${image ?? null},
      words = ${wordVector(`${title ?? ''} ${author ?? ''}`)}::tsvector || ${words}::tsvector
        || array_to_tsvector(array['~' || to_char(i.published_at at time zone 'UTC', 'YYYY-MM')])
    where i.id = ${id}`;
}

/** Notes in words why there is no text, and when it is tried again, if at all; what was there before stays. */
export async function noteTrouble(
  db: Kysely<Schema>,
  itemId: number,
  problem: string,
  nextFetchAt: Date | undefined,
): Promise<void> {
  await sql`
    insert into full_texts (item_id, failures, problem, next_fetch_at)
    select i.id, 1, ${problem}, ${nextFetchAt ?? null}::timestamptz from items i where i.id = ${itemId}
    on conflict (item_id) do update set failures = full_texts.failures + 1, problem = excluded.problem,
      next_fetch_at = excluded.next_fetch_at`.execute(db);
}

export interface FullTextRow {
  readonly html: string | null;
  readonly fetched_at: Date | null;
  readonly problem: string | null;
  /** The item says something else since. */
  readonly stale: boolean;
}

export async function fullTextOf(db: Kysely<Schema>, itemId: number): Promise<FullTextRow | undefined> {
  const found = await sql<FullTextRow>`
    select case when f.saved then nullif(i.html, '') else ft.html end as html, ft.fetched_at, ft.problem,
      not f.saved and coalesce(i.revised_at > ft.fetched_at, false) as stale
    from full_texts ft join items i on i.id = ft.item_id join feeds f on f.id = i.feed_id
    where ft.item_id = ${itemId}`.execute(db);
  return found.rows[0];
}
