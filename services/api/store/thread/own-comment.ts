import { type Kysely, sql, type Transaction } from 'kysely';
import type { ResponseStatus } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import type { CommentText } from '../../thread/comment-text.ts';
import type { Judgement } from '../../thread/judge.ts';

export interface OwnComment {
  id: string;
  slug: string;
  name: string;
  status: ResponseStatus;
  markdown: string;
  website: string | undefined;
  /** Proved by IndieAuth. */
  site: string | undefined;
  commenter: string | undefined;
  account: string | undefined;
  version: number;
}

/** A comment that was written here and is not deleted, with the slug of its post. */
export async function findOwnComment(db: Kysely<Schema>, id: string): Promise<OwnComment | undefined> {
  const row = await db
    .selectFrom('response')
    .innerJoin('post', 'post.id', 'response.post_id')
    .select([
      'response.id',
      'post.slug',
      'response.author_name as name',
      'response.status',
      'response.markdown',
      'response.author_url',
      'response.site_url',
      'response.commenter_id',
      'response.account_id',
      'response.version',
    ])
    .where('response.id', '=', id)
    .where('response.origin', '=', 'comment')
    .where('response.status', '!=', 'deleted')
    .executeTakeFirst();
  if (!row) return undefined;
  const { author_url, site_url, commenter_id, account_id, status, ...rest } = row;
  return {
    ...rest,
    status: status as ResponseStatus,
    website: author_url ?? undefined,
    site: site_url ?? undefined,
    commenter: commenter_id ?? undefined,
    account: account_id ?? undefined,
  };
}

/** Puts changed words and their judgement in place; false when somebody else has changed the comment meanwhile. */
export async function rewriteComment(
  trx: Transaction<Schema>,
  comment: Pick<OwnComment, 'id' | 'version'>,
  text: CommentText,
  { status, reasons }: { status: string; reasons: Judgement['reasons'] },
  wordsHash: Buffer,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('response')
    .set({
      markdown: text.markdown,
      html: text.html,
      text: text.text,
      words_hash: wordsHash,
      status,
      reasons,
      edited_at: sql<Date>`now()`,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', comment.id)
    .where('version', '=', comment.version)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** The version of a comment, which nobody else changes until the transaction ends. */
export async function lockVersion(trx: Transaction<Schema>, id: string): Promise<number | undefined> {
  const row = await trx
    .selectFrom('response')
    .select('version')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.version;
}
