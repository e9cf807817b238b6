import { type Kysely, sql, type Transaction } from 'kysely';
import { RENDERER_VERSION } from '../../../../core/markdown/markdown.ts';
import type { Composed } from '../../posts/compose.ts';
import type { Schema } from '../../schema.ts';
import { NO_PART } from '../terms/terms.ts';
import type { PostRow } from './post-row.ts';
import { searchVector } from './search-text.ts';
import { writeSeries } from './series.ts';
import { writeTags } from './tags.ts';

export interface Origin {
  source: string;
  hash: Buffer;
}

/** How a post is written over. */
export interface Writing {
  /** The account that does it. */
  by: string | null;
  /** Only the origin's hash differs, which is nobody's change. */
  same: boolean;
  origin: Origin | undefined;
}

/** False when the slug or the source is taken; nothing is written then. */
export async function insertPost(
  trx: Transaction<Schema>,
  post: Composed,
  slug: string,
  by: string | null,
  origin: { source: string | null; hash: Buffer | null } | undefined,
): Promise<boolean> {
  if (post.series) await writeSeries(trx, post.series);
  const inserted = await trx
    .insertInto('post')
    .values({
      id: post.id,
      slug,
      ...columns(post),
      changed_by: account(by),
      source: origin?.source ?? null,
      source_hash: origin?.hash ?? null,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) return false;
  await writeTags(trx, post.id, post.tags, { publicAt: publicAt(post), rename: origin === undefined });
  return true;
}

/** False when the post is gone or no longer at `version`; nothing is written then. Throws `pg`'s 23505 for a taken slug. */
export async function updatePost(
  trx: Transaction<Schema>,
  post: Composed,
  slug: string,
  version: number,
  { by, same, origin }: Writing,
): Promise<boolean> {
  if (post.series) await writeSeries(trx, post.series);
  const updated = await trx
    .updateTable('post')
    .set({
      slug,
      ...columns(post),
      // Its place is one in the series that it was in.
      part: sql<number>`case when series is not distinct from ${post.series?.slug ?? null} then part else ${NO_PART} end`,
      version: sql<number>`version + 1`,
      ...(same ? {} : { changed_at: sql<Date>`now()`, changed_by: account(by) }),
      ...(origin === undefined ? {} : { source_hash: origin.hash }),
    })
    .where('id', '=', post.id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  if (!updated) return false;
  await writeTags(trx, post.id, post.tags, { publicAt: publicAt(post), rename: origin === undefined });
  return true;
}

/** Who could see it, or undefined when it is gone or no longer at `version`. */
export async function deletePost(
  db: Kysely<Schema>,
  id: string,
  version: number | undefined,
): Promise<Pick<PostRow, 'status' | 'visibility'> | undefined> {
  let query = db.deleteFrom('post').where('id', '=', id);
  if (version !== undefined) query = query.where('version', '=', version);
  return query
    .returning([
      sql<PostRow['status']>`status`.as('status'),
      sql<PostRow['visibility']>`visibility`.as('visibility'),
    ])
    .executeTakeFirst();
}

/** An account that is gone by now did it all the same, but there is nobody to name. */
function account(id: string | null) {
  return sql<string | null>`(select account.id from account where account.id = ${id}::uuid)`;
}

function columns(post: Composed) {
  return {
    kind: post.kind,
    status: post.status,
    visibility: post.visibility,
    pinned: post.pinned,
    target_url: post.target?.url ?? null,
    target_title: post.target?.title ?? null,
    rsvp: post.rsvp,
    photos: JSON.stringify(post.photos),
    canonical: post.canonical,
    series: post.series?.slug ?? null,
    title: post.title,
    markdown: post.markdown,
    html: post.html,
    summary: post.summary,
    summary_given: post.summaryGiven,
    search: searchVector({
      title: post.title,
      tags: post.tags.map(tag => tag.name),
      text: post.text,
      language: post.language ?? post.siteLanguage,
    }),
    renderer: RENDERER_VERSION,
    language: post.language,
    words: post.words,
    minutes: post.minutes,
    created_at: post.createdAt,
    updated_at: post.updatedAt,
    published_at: post.publishedAt,
  };
}

/** When it came into the stream of posts; null while it is not in it. The column `listed` says the same. */
function publicAt(post: Composed): Date | null {
  const listed = post.status === 'published' && post.visibility === 'public' && post.kind !== 'page';
  return listed ? post.publishedAt : null;
}
