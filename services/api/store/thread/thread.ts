import { type Kysely, type Selectable, sql } from 'kysely';
import type { Response } from '../../contract.ts';
import type { ResponseTable, Schema } from '../../schema.ts';

type Row = Pick<
  Selectable<ResponseTable>,
  | 'id'
  | 'kind'
  | 'origin'
  | 'parent_id'
  | 'author_name'
  | 'author_url'
  | 'author_photo'
  | 'verified'
  | 'html'
  | 'source_url'
  | 'rsvp'
  | 'created_at'
  | 'edited_at'
> & { owner: boolean };

/** The approved responses of a post that a visitor can get to, oldest first, in one query; undefined when there is no such post. */
export async function listThread(db: Kysely<Schema>, slug: string): Promise<Response[] | undefined> {
  const { rows } = await sql<Row | { id: null }>`
    select response.id, response.kind, response.origin, response.parent_id, response.author_name, response.author_url,
      response.author_photo, response.verified, response.html, response.source_url, response.rsvp,
      response.created_at, response.edited_at, coalesce(account.role = 'owner', false) as owner
    from post
    left join response on response.post_id = post.id and response.status = 'approved'
    left join account on account.id = response.account_id
    where post.slug = ${slug} and post.status = 'published' and post.visibility <> 'private'
    order by response.created_at, response.id`.execute(db);
  if (rows.length === 0) return undefined;
  return rows.flatMap(row => (row.id === null ? [] : toResponse(row)));
}

function toResponse(row: Row): Response {
  return {
    id: row.id,
    kind: row.kind as Response['kind'],
    origin: row.origin as Response['origin'],
    ...(row.parent_id === null ? {} : { parent: row.parent_id }),
    author: {
      name: row.author_name,
      ...(row.author_url === null ? {} : { url: row.author_url }),
      ...(row.author_photo === null ? {} : { photo: row.author_photo }),
      verified: row.verified,
      owner: row.owner,
    },
    html: row.html,
    ...(row.source_url === null ? {} : { url: row.source_url }),
    ...(row.rsvp === null ? {} : { rsvp: row.rsvp as NonNullable<Response['rsvp']> }),
    createdAt: row.created_at.toISOString(),
    ...(row.edited_at === null ? {} : { editedAt: row.edited_at.toISOString() }),
  };
}
