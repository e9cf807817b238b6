import { type Kysely, sql } from 'kysely';
import type { CommentsState, Response } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { type CommentsFacts, commentsFacts, toCommentsState } from './comments-facts.ts';
import { RESPONSE, type ResponseRow, toPlace, toResponse } from './response-row.ts';

type Row = CommentsFacts & ((ResponseRow & { approved: boolean }) | { id: null });

/**
 * The responses of a post that a visitor can get to, oldest first, and whether it takes comments, in one query; undefined
 * when there is no such post. From the approved ones the query climbs to those above them that are gone. How many it finds
 * cannot be foreseen, so that `offset 0` holds the planner to looking each of them up: it would read the whole table.
 */
export async function readThread(
  db: Kysely<Schema>,
  slug: string,
): Promise<{ responses: Response[]; comments: CommentsState } | undefined> {
  const { rows } = await sql<Row>`
    with recursive found as (
      select post.id, post.kind, post.published_at from post
      where post.slug = ${slug} and post.status = 'published' and post.visibility <> 'private'
    ), shown (id, parent_id) as (
      select response.id, response.parent_id from response join found on found.id = response.post_id
      where response.status = 'approved'
      union
      select above.id, above.parent_id from shown cross join lateral (
        select id, parent_id from response where id = shown.parent_id offset 0) above
    )
    select ${sql.join(commentsFacts('found'))}, response.status = 'approved' as approved, ${RESPONSE}
    from found
    left join shown on true
    left join lateral (select * from response where id = shown.id offset 0) response on true
    left join account on account.id = response.account_id
    order by response.created_at, response.id`.execute(db);
  const post = rows[0];
  if (post === undefined) return undefined;
  return {
    responses: rows.flatMap(row => (row.id === null ? [] : row.approved ? toResponse(row) : toPlace(row))),
    comments: toCommentsState(post),
  };
}
