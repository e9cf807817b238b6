import { type Kysely, sql } from 'kysely';
import type { ListedResponse } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { type Cut, cutPage, readCursor } from '../cursor.ts';
import { RESPONSE, type ResponseRow, toResponse } from './response-row.ts';

export interface CommentsQuery {
  limit: number;
  cursor?: string | undefined;
  slug?: string | undefined;
}

type Row = ResponseRow & { post: ListedResponse['post'] };

/** Approved comments and replies, newest first, in one query, carried by `response_recent` or, for one post, by `response_thread`. */
export async function listApproved(db: Kysely<Schema>, asked: CommentsQuery): Promise<Cut<ListedResponse>> {
  const place = asked.cursor === undefined ? undefined : readCursor(asked.cursor);
  const { rows } = await sql<Row>`
    select ${RESPONSE},
      json_build_object('slug', post.slug, 'kind', post.kind, 'title', post.title, 'summary', post.summary) as post
    from response
    join post on post.id = response.post_id
    left join account on account.id = response.account_id
    where response.status = 'approved' and response.kind in ('comment', 'reply')
      and ${
        asked.slug === undefined
          ? sql`post.listed`
          : sql`post.slug = ${asked.slug} and post.status = 'published' and post.visibility <> 'private'`
      }
      ${place === undefined ? sql`` : sql`and (response.created_at, response.id) < (${place.at}, ${place.id}::uuid)`}
    order by response.created_at desc, response.id desc
    limit ${asked.limit + 1}`.execute(db);
  const { rows: page, ...next } = cutPage(rows, asked.limit, row => ({ at: row.created_at, id: row.id }));
  return { ...next, rows: page.map(row => ({ ...toResponse(row), post: row.post })) };
}
