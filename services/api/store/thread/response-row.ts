import { type Selectable, sql } from 'kysely';
import type { Response } from '../../contract.ts';
import type { ResponseTable } from '../../schema.ts';

export type ResponseRow = Pick<
  Selectable<ResponseTable>,
  | 'id'
  | 'kind'
  | 'origin'
  | 'parent_id'
  | 'author_name'
  | 'author_url'
  | 'author_photo'
  | 'verified'
  | 'site_url'
  | 'html'
  | 'source_url'
  | 'rsvp'
  | 'created_at'
  | 'edited_at'
> & { owner: boolean };

/** What a page needs of a response; queries join `account` to `response` under those names. */
export const RESPONSE = sql`response.id, response.kind, response.origin, response.parent_id, response.author_name,
  response.author_url, response.author_photo, response.verified, response.site_url, response.html, response.source_url, response.rsvp,
  response.created_at, response.edited_at, coalesce(account.role = 'owner', false) as owner`;

export function toResponse(row: ResponseRow): Response {
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
      ...(row.site_url === null ? {} : { site: row.site_url }),
      owner: row.owner,
    },
    html: row.html,
    ...(row.source_url === null ? {} : { url: row.source_url }),
    ...(row.rsvp === null ? {} : { rsvp: row.rsvp as NonNullable<Response['rsvp']> }),
    createdAt: row.created_at.toISOString(),
    ...(row.edited_at === null ? {} : { editedAt: row.edited_at.toISOString() }),
  };
}

/** The place of a response that is gone, for its replies to hang from: nothing of it is told. */
export function toPlace(row: ResponseRow): Response {
  return {
    id: row.id,
    kind: 'comment',
    origin: 'comment',
    ...(row.parent_id === null ? {} : { parent: row.parent_id }),
    author: { name: '', verified: false, owner: false },
    html: '',
    deleted: true,
    createdAt: row.created_at.toISOString(),
  };
}
