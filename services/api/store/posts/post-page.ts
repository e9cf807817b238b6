import { type Kysely, sql } from 'kysely';
import type { Around, CommentsState, Post, Response } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { type CommentsFacts, commentsFacts, toCommentsState } from '../thread/comments-facts.ts';
import { THREAD, type ThreadRow, toThread } from '../thread/thread.ts';
import { AROUND } from './around.ts';
import { type PostRow, toPost, WHOLE } from './post-row.ts';

/** What is kept of a page: all but whether it takes comments, which depends on the time. */
export interface PageContent {
  readonly post: Post;
  readonly around: Around;
  /** Oldest first, with the places of those that are gone and have replies. */
  readonly responses: Response[];
}

export interface PostPage extends PageContent {
  readonly comments: CommentsState;
}

type Kept = CommentsFacts & { content: string | null };

type Row = PostRow & { around: Around; thread: ThreadRow[]; seen: string };

/**
 * A post or page that visitors get to, with what stands around it and under it; undefined when there is none. One query when
 * it was read before and nothing that it shows has changed since, or else three, of which the third keeps what was read.
 */
export async function readPostPage(db: Kysely<Schema>, slug: string): Promise<PostPage | undefined> {
  const kept = await findKept(db, slug);
  if (kept === undefined) return undefined;
  const comments = toCommentsState(kept);
  if (kept.content !== null) return { ...(JSON.parse(kept.content) as PageContent), comments };
  const row = await find(db, slug);
  if (row === undefined) return undefined;
  const content = { post: toPost(row), around: row.around, responses: toThread(row.thread) };
  await keep(db, row, content);
  return { ...content, comments };
}

/** Days for which a page is kept at most. Changes are known for longer. */
const KEPT_DAYS = 1;
const KNOWN_DAYS = 2;

/**
 * Whether nothing was committed since that the page shows. A transaction that began before the page was read and ended
 * after it is not among those that it has seen, whatever the order of their numbers. Numbers from the future are of another
 * server, from which the database was restored.
 */
const isCurrent = sql<boolean>`page.made_at > now() - ${sql.lit(KEPT_DAYS)} * interval '1 day'
  and pg_snapshot_xmax(page.seen) <= pg_snapshot_xmax(pg_current_snapshot())
  and not exists (
    select from page_change where page_change.post_id = page.post_id
      and xid >= pg_snapshot_xmin(page.seen) and not pg_visible_in_snapshot(xid, page.seen))
  and not exists (
    select from page_change where page_change.post_id is null
      and xid >= pg_snapshot_xmin(page.seen) and not pg_visible_in_snapshot(xid, page.seen))`;

/** The page as it is kept, if it is current, and what tells whether it takes comments. */
async function findKept(db: Kysely<Schema>, slug: string): Promise<Kept | undefined> {
  return (await visible(db, slug)
    .leftJoin('post_page as page', join => join.onRef('page.post_id', '=', 'post.id').on(isCurrent))
    .select(['page.content', ...commentsFacts('post')])
    .executeTakeFirst()) as Kept | undefined;
}

async function find(db: Kysely<Schema>, slug: string): Promise<Row | undefined> {
  return (await visible(db, slug)
    .select(WHOLE)
    .select([AROUND.as('around'), THREAD.as('thread'), sql<string>`pg_current_snapshot()::text`.as('seen')])
    .executeTakeFirst()) as Row | undefined;
}

function visible(db: Kysely<Schema>, slug: string) {
  return db
    .selectFrom('post')
    .where('slug', '=', slug)
    .where('status', '=', 'published')
    .where('visibility', '!=', 'private');
}

/** Under what the query that read it had seen. */
async function keep(db: Kysely<Schema>, { seen }: Row, content: PageContent): Promise<void> {
  await sql`
    insert into post_page (post_id, seen, content)
    select id, ${seen}::pg_snapshot, ${JSON.stringify(content)} from post where id = ${content.post.id}
    on conflict (post_id) do update set seen = excluded.seen, content = excluded.content, made_at = now()`.execute(
    db,
  );
}

/** Forgets pages that nobody asked for lately, and changes that are older than any page. */
export async function forgetPages(db: Kysely<Schema>): Promise<void> {
  await sql`delete from post_page where made_at < now() - ${sql.lit(KEPT_DAYS)} * interval '1 day'`.execute(
    db,
  );
  await sql`delete from page_change where at < now() - ${sql.lit(KNOWN_DAYS)} * interval '1 day'`.execute(db);
}
