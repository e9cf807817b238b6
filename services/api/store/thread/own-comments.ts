import { type Kysely, sql, type Transaction } from 'kysely';
import type { OwnComment } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { toldStatus } from '../../thread/told-status.ts';
import { after, type Cut, cutPage } from '../cursor.ts';

/** Somebody who is proved to be the writer of comments, in one of these ways. */
export interface Writer {
  account?: string | undefined;
  /** Address of their own site. */
  site?: string | undefined;
  commenter?: string | undefined;
}

/** What a writer wrote here and has not deleted. Each way has its index: `response_commenter`, `response_account`, `response_site`. */
function writtenBy({ account, site, commenter }: Writer) {
  const writer =
    account !== undefined
      ? sql`account_id = ${account}::uuid`
      : site !== undefined
        ? sql`site_url = ${site}`
        : sql`commenter_id = ${commenter ?? null}::uuid`;
  return sql<boolean>`${writer} and origin = 'comment' and response.status <> 'deleted'`;
}

/** Newest first. */
export async function listWrittenBy(
  db: Kysely<Schema>,
  writer: Writer,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Cut<OwnComment>> {
  const found = await db
    .selectFrom(
      db
        .selectFrom('response')
        .select(['id', 'post_id', 'status', 'markdown', 'html', 'received_at', 'created_at', 'edited_at'])
        .where(writtenBy(writer))
        .where(after(cursor, 'received_at'))
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .as('own'),
    )
    .innerJoin('post', 'post.id', 'own.post_id')
    .selectAll('own')
    .select(['post.slug', 'post.kind', 'post.title', 'post.summary'])
    .orderBy('own.received_at', 'desc')
    .orderBy('own.id', 'desc')
    .execute();
  const { rows, ...next } = cutPage(found, limit, row => ({ at: row.received_at, id: row.id }));
  const comments = rows.map(({ slug, kind, title, summary, ...row }) => ({
    id: row.id,
    post: { slug, kind: kind as OwnComment['post']['kind'], title, summary },
    status: toldStatus(row.status),
    markdown: row.markdown,
    html: row.html,
    createdAt: row.created_at.toISOString(),
    ...(row.edited_at === null ? {} : { editedAt: row.edited_at.toISOString() }),
  }));
  return { rows: comments, ...next };
}

/** Reads all of it and keeps others from deciding on it until the transaction ends. */
export function lockWrittenBy(
  trx: Transaction<Schema>,
  writer: Writer,
): Promise<{ id: string; status: string }[]> {
  return trx
    .selectFrom('response')
    .select(['id', 'status'])
    .where(writtenBy(writer))
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** All that was written here by one name and code, deleted or not. */
export async function idsOfCommenter(db: Kysely<Schema>, commenter: string): Promise<string[]> {
  const rows = await db.selectFrom('response').select('id').where('commenter_id', '=', commenter).execute();
  return rows.map(row => row.id);
}
