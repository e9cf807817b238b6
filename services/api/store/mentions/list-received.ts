import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';
import { type Cut, cutPage, readCursor } from '../cursor.ts';
import type { MentionRow } from './mentions.ts';

export type ReceivedRow = MentionRow & {
  kind: string | null;
  status: string | null;
  author_name: string | null;
};

export interface MentionQuery {
  limit: number;
  cursor?: string | undefined;
  state?: string | undefined;
  /** A part of the source or target. */
  query?: string | undefined;
}

/** Mentions of this site with what became of them, newest first: carried by `mention_newest`. */
export async function listReceived(db: Kysely<Schema>, asked: MentionQuery): Promise<Cut<ReceivedRow>> {
  let query = db
    .selectFrom('mention')
    .leftJoin('response', 'response.id', 'mention.response_id')
    .selectAll('mention')
    .select(['response.kind', 'response.status', 'response.author_name'])
    .orderBy('mention.received_at', 'desc')
    .orderBy('mention.id', 'desc')
    .limit(asked.limit + 1);
  if (asked.state !== undefined) query = query.where('mention.state', '=', asked.state);
  if (asked.query !== undefined)
    query = query.where(
      sql<boolean>`position(lower(${asked.query}) in lower(mention.source || ' ' || mention.target)) > 0`,
    );
  if (asked.cursor !== undefined) {
    const place = readCursor(asked.cursor);
    query = query.where(sql<boolean>`(mention.received_at, mention.id) < (${place.at}, ${place.id}::uuid)`);
  }
  return cutPage(await query.execute(), asked.limit, row => ({ at: row.received_at, id: row.id }));
}
