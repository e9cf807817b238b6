import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Schema } from '../schema.ts';
import { FEED_COLUMNS, type FeedRow, toId } from './feed-row.ts';

/** All feeds by title. */
export async function listFeeds(db: Kysely<Schema>, publicOnly: boolean): Promise<FeedRow[]> {
  return await db
    .selectFrom('feeds')
    .select(FEED_COLUMNS)
    .$if(publicOnly, query => query.where('public', '=', true))
    .orderBy(sql`lower(coalesce(nullif(given_title, ''), nullif(title, ''), url))`)
    .orderBy('id')
    .execute();
}

/** The feed that has, or has had, this address. */
export async function findByAddress(
  db: Kysely<Schema>,
  urls: readonly string[],
): Promise<FeedRow | undefined> {
  return await db
    .selectFrom('feeds')
    .select(FEED_COLUMNS)
    .where('id', 'in', query =>
      query
        .selectFrom('addresses')
        .select('feed_id')
        .where('url', 'in', [...urls]),
    )
    .limit(1)
    .executeTakeFirst();
}

/** Throws `not_found`. */
export async function getFeed(db: Kysely<Schema>, id: string): Promise<FeedRow> {
  const key = toId(id);
  const row =
    key && (await db.selectFrom('feeds').select(FEED_COLUMNS).where('id', '=', key).executeTakeFirst());
  return row || notFound();
}

/** Removes a feed with its items; one that is not there is removed already. */
export async function removeFeed(db: Kysely<Schema>, id: string): Promise<void> {
  const key = toId(id);
  if (key) await db.deleteFrom('feeds').where('id', '=', key).execute();
}

export interface FeedChanges {
  readonly title?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly public?: boolean | undefined;
}

/** Changes what the owner decides about a feed. Throws `not_found`. */
export async function changeFeed(db: Kysely<Schema>, id: string, changes: FeedChanges): Promise<FeedRow> {
  const key = toId(id);
  if (!key) return notFound();
  const values = {
    given_title: changes.title,
    tags: changes.tags && [...changes.tags],
    public: changes.public,
  };
  const nothing = Object.values(values).every(value => value === undefined);
  if (nothing) return await getFeed(db, id);
  return await db.transaction().execute(async tx => {
    const row = await tx
      .updateTable('feeds')
      .set(values)
      .where('id', '=', key)
      .returning(FEED_COLUMNS)
      .executeTakeFirst();
    if (!row) return notFound();
    if (changes.public !== undefined) {
      const items = tx.updateTable('items').set({ public: changes.public });
      await items.where('feed_id', '=', key).where('public', '!=', changes.public).execute();
    }
    return row;
  });
}

/**
 * A feed answers at another address for good. The old address stays known. When another feed has the new one already,
 * both stay as they are.
 */
export async function moveFeed(db: Kysely<Schema>, id: number, url: string): Promise<void> {
  await sql`
    with moved as (
      update feeds set url = ${url} where id = ${id}
        and not exists (select from addresses where url = ${url} and feed_id <> ${id})
      returning id
    )
    insert into addresses (url, feed_id) select ${url}, id from moved on conflict (url) do nothing`.execute(
    db,
  );
}

function notFound(): never {
  throw new AppError('not_found', 'There is no such feed.');
}
