import { type Kysely, sql } from 'kysely';
import type { CommentsState, Response } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { type CommentsFacts, commentsFacts, toCommentsState } from './comments-facts.ts';
import { RESPONSE, type ResponseRow, toPlace, toResponse } from './response-row.ts';

/** A response as JSON has it. */
export type ThreadRow = {
  [column in keyof ResponseRow]: ResponseRow[column] extends Date ? string : ResponseRow[column];
} & {
  approved: boolean;
};

/**
 * The responses to a row of `post` that a visitor can get to, oldest first, as part of the query that reads it. From the
 * approved ones it climbs to those above them that are gone. How many it finds cannot be foreseen, so that `offset 0` holds
 * the planner to looking each of them up: it would read the whole table.
 */
export const THREAD = sql<ThreadRow[]>`(
  with recursive shown (id, parent_id) as (
    select response.id, response.parent_id from response
    where response.post_id = post.id and response.status = 'approved'
    union
    select above.id, above.parent_id from shown cross join lateral (
      select id, parent_id from response where id = shown.parent_id offset 0) above
  )
  select coalesce(json_agg(one order by one.created_at, one.id), '[]') from (
    select response.status = 'approved' as approved, ${RESPONSE}
    from shown cross join lateral (select * from response where id = shown.id offset 0) response
    left join account on account.id = response.account_id) one)`;

export function toThread(rows: readonly ThreadRow[]): Response[] {
  return rows.map(({ approved, created_at, edited_at, ...rest }) => {
    const row: ResponseRow = {
      ...rest,
      created_at: new Date(created_at),
      edited_at: edited_at === null ? null : new Date(edited_at),
    };
    return approved ? toResponse(row) : toPlace(row);
  });
}

/** What stands under a post that a visitor can get to, and whether it takes comments, in one query; undefined when there is no such post. */
export async function readThread(
  db: Kysely<Schema>,
  slug: string,
): Promise<{ responses: Response[]; comments: CommentsState } | undefined> {
  const { rows } = await sql<CommentsFacts & { thread: ThreadRow[] }>`
    select ${sql.join(commentsFacts('post'))}, ${THREAD} as thread from post
    where post.slug = ${slug} and post.status = 'published' and post.visibility <> 'private'`.execute(db);
  const post = rows[0];
  return post && { responses: toThread(post.thread), comments: toCommentsState(post) };
}
