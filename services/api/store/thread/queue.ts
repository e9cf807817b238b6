import { type Kysely, sql } from 'kysely';
import type { QueuedResponse, ResponseStatus } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { type Cut, cutPage, readCursor } from '../cursor.ts';
import { RESPONSE, type ResponseRow, toResponse } from './response-row.ts';

export interface QueueQuery {
  limit: number;
  cursor?: string | undefined;
  /** Pending unless given; any with `commenter`. */
  status?: ResponseStatus | undefined;
  commenter?: string | undefined;
  slug?: string | undefined;
  text?: string | undefined;
}

type Row = ResponseRow & {
  status: ResponseStatus;
  reasons: string[];
  markdown: string;
  received_at: Date;
  commenter_id: string | null;
  blockable: boolean;
  post: QueuedResponse['post'];
};

/** Newest first, in one query, carried by `response_queue`, for one post by `response_post_recent`, for one commenter by `response_commenter`. */
export async function listQueue(db: Kysely<Schema>, asked: QueueQuery): Promise<Cut<QueuedResponse>> {
  const status = asked.status ?? (asked.commenter === undefined ? 'pending' : undefined);
  const place = asked.cursor === undefined ? undefined : readCursor(asked.cursor);
  const words = (asked.text ?? '').split(/\s+/).filter(Boolean).slice(0, 8);
  const { rows } = await sql<Row>`
    select ${RESPONSE}, response.status, response.reasons, response.markdown, response.received_at, response.commenter_id,
      response.address_hash is not null or response.commenter_id is not null
        or response.source_url is not null as blockable,
      json_build_object('slug', post.slug, 'kind', post.kind, 'title', post.title, 'summary', post.summary) as post
    from response
    join post on post.id = response.post_id
    left join account on account.id = response.account_id
    where response.author_name <> ''
      ${asked.commenter === undefined ? sql`` : sql`and response.commenter_id = ${asked.commenter}::uuid`}
      ${status === undefined ? sql`` : sql`and response.status = ${status}`}
      ${asked.slug === undefined ? sql`` : sql`and post.slug = ${asked.slug}`}
      ${place === undefined ? sql`` : sql`and (response.received_at, response.id) < (${place.at}, ${place.id}::uuid)`}
      ${sql.join(
        words.map(
          word => sql`and concat_ws(' ', response.author_name, response.text, response.author_url,
          response.source_url) ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`,
        ),
        sql` `,
      )}
    order by response.received_at desc, response.id desc
    limit ${asked.limit + 1}`.execute(db);
  const { rows: page, ...next } = cutPage(rows, asked.limit, row => ({ at: row.received_at, id: row.id }));
  return { ...next, rows: page.map(toQueued) };
}

function toQueued(row: Row): QueuedResponse {
  const { post, status, reasons, markdown, blockable } = row;
  return {
    ...toResponse(row),
    post,
    status,
    reasons,
    markdown,
    blockable,
    receivedAt: row.received_at.toISOString(),
    ...(row.commenter_id === null ? {} : { commenter: row.commenter_id }),
  };
}

const COUNTED = 1_000;

export async function countQueue(db: Kysely<Schema>): Promise<{ pending: number; spam: number }> {
  const count = (status: string) =>
    sql`(select count(*)::integer from (select 1 from response where status = ${status} limit ${COUNTED}) one)`;
  const { rows } = await sql<{ pending: number; spam: number }>`
    select ${count('pending')} as pending, ${count('spam')} as spam`.execute(db);
  return rows[0]!;
}
