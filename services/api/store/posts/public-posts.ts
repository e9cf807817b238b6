import { type Kysely, sql } from 'kysely';
import type { Around } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { type Cut, cutPage, readCursor } from '../cursor.ts';
import { AROUND } from './around.ts';
import { type PostRow, SUMMARY, type SummaryRow, WHOLE } from './post-row.ts';

export interface PublicQuery {
  limit: number;
  cursor?: string | undefined;
  tag?: string | undefined;
  /** Calendar year in UTC. */
  year?: number | undefined;
  series?: string | undefined;
  kind?: string | undefined;
  pinned?: true | undefined;
  /** With the body. */
  full?: boolean | undefined;
}

export type ListedRow = SummaryRow & { html?: string };

/** A post or page that visitors get to, in one query, and with `around` what stands around it in the same. */
export function findPublicPost(
  db: Kysely<Schema>,
  slug: string,
  around = false,
): Promise<(PostRow & { around?: Around }) | undefined> {
  return db
    .selectFrom('post')
    .select(WHOLE)
    .$if(around, query => query.select(AROUND.as('around')))
    .where('post.slug', '=', slug)
    .where('post.status', '=', 'published')
    .where('post.visibility', '!=', 'private')
    .executeTakeFirst();
}

/** Newest first, in one query, carried by `post_public`, `post_public_kind`, `post_series` or `post_pinned`, or by `post_tag_public` for the posts of a tag. */
export async function listPublicPosts(db: Kysely<Schema>, asked: PublicQuery): Promise<Cut<ListedRow>> {
  const rows = asked.tag === undefined ? await all(db, asked) : await ofTag(db, asked.tag, asked);
  return cutPage<ListedRow>(rows, asked.limit, row => ({ at: row.published_at!, id: row.id }));
}

function all(db: Kysely<Schema>, asked: PublicQuery): Promise<ListedRow[]> {
  return db
    .selectFrom('post')
    .select(SUMMARY)
    .$if(asked.full === true, query => query.select('post.html'))
    .where('post.listed', '=', true)
    .where(narrowed(asked))
    .where(within(asked, 'post.published_at', 'post.id'))
    .orderBy('post.published_at', 'desc')
    .orderBy('post.id', 'desc')
    .limit(asked.limit + 1)
    .execute();
}

function ofTag(db: Kysely<Schema>, tag: string, asked: PublicQuery): Promise<ListedRow[]> {
  return db
    .selectFrom('post_tag as listed')
    .innerJoin('post', 'post.id', 'listed.post_id')
    .select(SUMMARY)
    .$if(asked.full === true, query => query.select('post.html'))
    .where('listed.tag', '=', tag)
    .where('listed.public_at', 'is not', null)
    .where(narrowed(asked))
    .where(within(asked, 'listed.public_at', 'listed.post_id'))
    .orderBy('listed.public_at', 'desc')
    .orderBy('listed.post_id', 'desc')
    .limit(asked.limit + 1)
    .execute();
}

/** Those of a kind or a series, or those that are pinned. */
function narrowed(asked: PublicQuery) {
  const parts = [sql<boolean>`true`];
  if (asked.kind !== undefined) parts.push(sql<boolean>`post.kind = ${asked.kind}`);
  if (asked.series !== undefined) parts.push(sql<boolean>`post.series = ${asked.series}`);
  if (asked.pinned === true) parts.push(sql<boolean>`post.pinned`);
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** The part of the order that was asked for: after a cursor, within a year. */
function within(asked: PublicQuery, time: string, id: string) {
  const parts = [sql<boolean>`true`];
  if (asked.cursor !== undefined) {
    const place = readCursor(asked.cursor);
    parts.push(sql<boolean>`(${sql.ref(time)}, ${sql.ref(id)}) < (${place.at}, ${place.id}::uuid)`);
  }
  if (asked.year !== undefined) {
    const [from, to] = [yearStart(asked.year), yearStart(asked.year + 1)];
    parts.push(sql<boolean>`${sql.ref(time)} >= ${from} and ${sql.ref(time)} < ${to}`);
  }
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

function yearStart(year: number): string {
  return `${String(Math.min(9999, Math.max(1, year))).padStart(4, '0')}-01-01T00:00:00Z`;
}
