import { type Kysely, sql } from 'kysely';
import { together } from '../../../../core/together.ts';
import type { Around, PostPage, PostPageContent } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { type CommentsFacts, commentsFacts, toCommentsState } from '../thread/comments-facts.ts';
import { THREAD, type ThreadRow, toThread } from '../thread/thread.ts';
import { AROUND } from './around.ts';
import { type PostRow, toPost, WHOLE } from './post-row.ts';

/** What is kept of a page, as JSON has it: all but whether it takes comments, which depends on the time. */
type Content = { [column in keyof PostRow]: PostRow[column] extends Date ? string : PostRow[column] } & {
  published_at: string | null;
  around: Around;
  thread: ThreadRow[];
};

/**
 * A post or page that visitors get to, with what stands around it and under it, which is left out when its version is the known
 * one; undefined when there is none. One query when it was read before and nothing that it shows has changed since, or else two,
 * of which the second keeps what it reads.
 */
export async function readPostPage(
  db: Kysely<Schema>,
  slug: string,
  known?: string,
): Promise<PostPage | undefined> {
  const found = await findKept(db, { slug, known });
  if (found === undefined) return undefined;
  const comments = toCommentsState(found);
  if (found.version !== null && found.version === known) return { version: known, comments };
  const { content, version } = found;
  const kept = content !== null && version !== null ? { content, version } : await readAndKeep(db, slug);
  return kept && { version: kept.version, comments, content: toContent(kept.content) };
}

function toContent(content: string): PostPageContent {
  const { around, thread, ...row } = JSON.parse(content) as Content;
  const post = toPost({
    ...row,
    created_at: new Date(row.created_at),
    updated_at: new Date(row.updated_at),
    changed_at: new Date(row.changed_at),
    published_at: row.published_at === null ? null : new Date(row.published_at),
  });
  return { post, around, responses: toThread(thread) };
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

/** Of a page that is kept: what was seen by who read it, and when. */
const versionOf = (page: string) => {
  const of = (column: string) => sql.ref(`${page}.${column}`);
  return sql<
    string | null
  >`${of('post_id')} || ' ' || ${of('seen')} || ' ' || extract(epoch from ${of('made_at')})`;
};

interface Asked {
  readonly slug: string;
  readonly known: string | undefined;
}

type Found = CommentsFacts & { version: string | null; content: string | null };

const questions = new WeakMap<Kysely<Schema>, (asked: Asked) => Promise<Found | undefined>>();

/** The page as it is kept, if it is current, without its content where that is known, and what tells whether it takes comments. */
function findKept(db: Kysely<Schema>, asked: Asked): Promise<Found | undefined> {
  const ask = questions.get(db) ?? together(all => findAll(db, all));
  questions.set(db, ask);
  return ask(asked);
}

/** One query for all that are asked for at the same time: it costs less than twice what it costs for one. */
async function findAll(db: Kysely<Schema>, asked: readonly Asked[]): Promise<(Found | undefined)[]> {
  const version = versionOf('page');
  const slugs = asked.map(({ slug }) => slug);
  const known = asked.map(one => one.known ?? null);
  const rows = await db
    .selectFrom(
      sql<{
        slug: string;
        known: string | null;
        nth: number;
      }>`unnest(${slugs}::text[], ${known}::text[]) with ordinality`.as<'asked'>(
        sql`asked (slug, known, nth)`,
      ),
    )
    .innerJoin('post', 'post.slug', 'asked.slug')
    .leftJoin('post_page as page', join => join.onRef('page.post_id', '=', 'post.id').on(isCurrent))
    .where(isVisible)
    .select([
      'asked.nth',
      version.as('version'),
      sql<string | null>`case when ${version} is distinct from asked.known then page.content end`.as(
        'content',
      ),
      ...commentsFacts('post'),
    ])
    .execute();
  const found = new Map(rows.map(row => [row.nth, row]));
  return asked.map((_, index) => found.get(index + 1));
}

/** Keeps the page under what this query sees, and gives it. */
async function readAndKeep(
  db: Kysely<Schema>,
  slug: string,
): Promise<{ content: string; version: string } | undefined> {
  const whole = visible(db, slug)
    .select(WHOLE)
    .select([AROUND.as('around'), THREAD.as('thread')]);
  const { rows } = await sql<{ content: string; version: string }>`
    with shown as materialized (select whole.id, row_to_json(whole)::text as content from (${whole}) whole),
      kept as (
        insert into post_page (post_id, seen, content) select id, pg_current_snapshot(), content from shown
        on conflict (post_id) do update set seen = excluded.seen, content = excluded.content, made_at = now()
        returning post_id, seen, made_at)
    select content, ${versionOf('kept')} as version from shown, kept`.execute(db);
  return rows[0];
}

const isVisible = sql<boolean>`post.status = 'published' and post.visibility <> 'private'`;

function visible(db: Kysely<Schema>, slug: string) {
  return db.selectFrom('post').where('slug', '=', slug).where(isVisible);
}

/** Forgets pages that nobody asked for lately, and changes that are older than any page. */
export async function forgetPages(db: Kysely<Schema>): Promise<void> {
  await sql`delete from post_page where made_at < now() - ${sql.lit(KEPT_DAYS)} * interval '1 day'`.execute(
    db,
  );
  await sql`delete from page_change where at < now() - ${sql.lit(KNOWN_DAYS)} * interval '1 day'`.execute(db);
}
