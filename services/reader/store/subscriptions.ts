import { type Kysely, type RawBuilder, sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { OWNER } from '../contract/common.ts';
import type { Schema } from '../schema.ts';
import { FEED_COLUMNS, type FeedRow, feedTitle, toId } from './feed-row.ts';
import { me, subscriptionsOf, type Viewer } from './readers.ts';

/** All feeds of a viewer by title. */
export async function listFeeds(db: Kysely<Schema>, viewer: Viewer): Promise<FeedRow[]> {
  return await select(db, viewer, sql`true`);
}

/** The viewer's feed that has, or has had, one of these addresses. */
export async function findByAddress(
  db: Kysely<Schema>,
  viewer: Viewer,
  urls: readonly string[],
): Promise<FeedRow | undefined> {
  const known = sql`f.id in (select feed_id from addresses where url = any(${urls}::text[]))`;
  return (await select(db, viewer, known))[0];
}

/** Those of the addresses under which the viewer reads a feed. */
export async function readAddresses(
  db: Kysely<Schema>,
  viewer: Viewer,
  urls: readonly string[],
): Promise<Set<string>> {
  if (urls.length === 0) return new Set();
  const found = await sql<{ url: string }>`
    with ${me(viewer.account)}
    select a.url from addresses a join subscriptions sub on sub.feed_id = a.feed_id
    where a.url = any(${urls}::text[]) and ${subscriptionsOf(viewer)}`.execute(db);
  return new Set(found.rows.map(({ url }) => url));
}

/** Throws `not_found` for one that the viewer does not read. */
export async function getFeed(db: Kysely<Schema>, viewer: Viewer, id: string): Promise<FeedRow> {
  const [row] = await select(db, viewer, sql`f.id = ${toId(id) ?? 0}`);
  return row ?? notFound();
}

async function select(db: Kysely<Schema>, viewer: Viewer, which: RawBuilder<unknown>): Promise<FeedRow[]> {
  const found = await sql<FeedRow>`
    with ${me(viewer.account)}
    select ${FEED_COLUMNS} from subscriptions sub join feeds f on f.id = sub.feed_id
    where ${subscriptionsOf(viewer)} and ${which} order by lower(${feedTitle}), f.id`.execute(db);
  return viewer.publicOnly ? found.rows.map(row => ({ ...row, ...UNTOLD })) : found.rows;
}

/** What visitors are not told: what was read, and how the feed is polled. */
const UNTOLD = { unread: 0, problem: null, problem_since: null, polled_at: null, next_poll_at: null };

export interface FeedChanges {
  readonly title?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly public?: boolean | undefined;
  /** A language tag; null takes it away. */
  readonly language?: string | null | undefined;
}

/** Changes what a person decides about a feed. Throws `not_found`. */
export async function changeSubscription(
  db: Kysely<Schema>,
  viewer: Viewer,
  id: string,
  changes: FeedChanges,
): Promise<FeedRow> {
  const key = toId(id) ?? 0;
  await db.transaction().execute(async tx => {
    const changed = await sql`
      update subscriptions sub set
        title = coalesce(${changes.title ?? null}, sub.title),
        tags = coalesce(${changes.tags ?? null}::text[], sub.tags),
        public = coalesce(${changes.public ?? null}::boolean, sub.public),
        language = ${changes.language === undefined ? sql`sub.language` : sql`${changes.language}::text`}
      from readers r where r.id = sub.reader_id and r.account = ${viewer.account} and sub.feed_id = ${key}`.execute(
      tx,
    );
    if (changed.numAffectedRows === 0n) return notFound();
    if (changes.public !== undefined && viewer.account === OWNER) await showItems(tx, [key]);
  });
  return await getFeed(db, viewer, id);
}

/** Makes items of these feeds public when the owner shows one of the feeds that have them, and private otherwise. */
export async function showItems(tx: Kysely<Schema>, feedIds: readonly number[]): Promise<void> {
  await sql`
    update items i set public = not i.public
    from (
      select m.item_id, bool_or(coalesce(sub.public, false)) as shown
      from (select distinct item_id from sources where feed_id = any(${feedIds}::bigint[])) m
      join sources s on s.item_id = m.item_id
      left join subscriptions sub on sub.feed_id = s.feed_id
        and sub.reader_id = (select id from readers where account = ${OWNER})
      group by m.item_id
    ) n
    where i.id = n.item_id and i.public <> n.shown`.execute(tx);
}

/**
 * Gives a tag of a person's feeds and items another name, or none. Throws nothing: a tag that is nowhere changes nothing.
 */
export async function renameTag(
  db: Kysely<Schema>,
  account: string,
  tag: string,
  name: string | undefined,
): Promise<{ feeds: number; items: number }> {
  const renamed = (table: string) => sql`
    update ${sql.table(table)} t set tags = array(
      select n.name from (
        select case when each = ${tag} then ${name ?? null}::text else each end as name, min(at) as at
        from unnest(t.tags) with ordinality as o(each, at) group by 1
      ) n where n.name is not null order by n.at)
    from readers r
    where r.id = t.reader_id and r.account = ${account} and ${tag} = any(t.tags)`;
  return await db.transaction().execute(async tx => {
    const feeds = await renamed('subscriptions').execute(tx);
    const items = await renamed('marks').execute(tx);
    return { feeds: Number(feeds.numAffectedRows ?? 0), items: Number(items.numAffectedRows ?? 0) };
  });
}

function notFound(): never {
  throw new AppError('not_found', 'There is no such feed.');
}
