import { type Kysely, sql } from 'kysely';
import type { PostInput, WorkingCopy } from '../../contract.ts';
import type { Schema } from '../../schema.ts';

/** Whose copy of which post. */
export interface CopyKey {
  post: string;
  account: string;
}

export async function findCopy(db: Kysely<Schema>, key: CopyKey): Promise<WorkingCopy | undefined> {
  const row = await db
    .selectFrom('working_copy')
    .select(['base_version', 'version', 'content', 'updated_at'])
    .where('post_id', '=', key.post)
    .where('account_id', '=', key.account)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    baseVersion: row.base_version,
    version: row.version,
    content: JSON.parse(row.content) as Partial<PostInput>,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Undefined when the copy is no longer at `version` (0: not there); nothing is written then. Throws `pg`'s 23503 when the post is gone. */
export async function writeCopy(
  db: Kysely<Schema>,
  key: CopyKey,
  copy: { baseVersion: number; version: number; content: Partial<PostInput> },
): Promise<{ version: number; updatedAt: string } | undefined> {
  const values = { base_version: copy.baseVersion, content: JSON.stringify(copy.content) };
  const written =
    copy.version === 0
      ? await db
          .insertInto('working_copy')
          .values({ post_id: key.post, account_id: key.account, ...values })
          .onConflict(conflict => conflict.doNothing())
          .returning(['version', 'updated_at'])
          .executeTakeFirst()
      : await db
          .updateTable('working_copy')
          .set({ ...values, version: sql<number>`version + 1`, updated_at: sql<Date>`now()` })
          .where('post_id', '=', key.post)
          .where('account_id', '=', key.account)
          .where('version', '=', copy.version)
          .returning(['version', 'updated_at'])
          .executeTakeFirst();
  return written && { version: written.version, updatedAt: written.updated_at.toISOString() };
}

export async function removeCopy(db: Kysely<Schema>, key: CopyKey): Promise<void> {
  await db
    .deleteFrom('working_copy')
    .where('post_id', '=', key.post)
    .where('account_id', '=', key.account)
    .execute();
}

/** Newest first: carried by `working_copy_account`. */
export async function listCopies(
  db: Kysely<Schema>,
  account: string,
  limit: number,
): Promise<{ post: string; title: string; updatedAt: string }[]> {
  const rows = await db
    .selectFrom('working_copy')
    .innerJoin('post', 'post.id', 'working_copy.post_id')
    .select(['post.id', sql<string>`coalesce(nullif(post.title, ''), post.summary)`.as('title')])
    .select('working_copy.updated_at')
    .where('account_id', '=', account)
    .orderBy('working_copy.updated_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(row => ({ post: row.id, title: row.title, updatedAt: row.updated_at.toISOString() }));
}
