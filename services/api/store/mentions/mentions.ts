import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { MentionTable, Schema } from '../../schema.ts';

export type MentionRow = Selectable<MentionTable>;

export interface Told {
  source: string;
  target: string;
  host: string;
  post: string | null;
  origin: 'webmention' | 'pingback';
  vouch: string | null;
}

/** A mention whose source is looked at from now on, by the database's clock. */
export interface Look extends MentionRow {
  readonly began: Date;
}

/** The mention for whoever is about to look at its source. */
export function beginLook(db: Kysely<Schema>, id: string): Promise<Look | undefined> {
  return db
    .selectFrom('mention')
    .selectAll()
    .select(sql<Date>`now()`.as('began'))
    .where('id', '=', id)
    .executeTakeFirst();
}

/**
 * The mention as it is now, which nobody else changes until the transaction ends. Undefined when it is gone, or somebody who began to
 * look later was done sooner: what was seen here is older than what is known.
 */
export async function lockMention(
  trx: Transaction<Schema>,
  { id, began }: Look,
): Promise<Pick<MentionRow, 'state' | 'response_id'> | undefined> {
  const row = await trx
    .selectFrom('mention')
    .select(['state', 'response_id', 'checked_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined || (row.checked_at !== null && row.checked_at > began) ? undefined : row;
}

/** Notes that a source says it mentions a target; the same pair again is looked at again. */
export async function noteMention(trx: Transaction<Schema>, told: Told): Promise<string> {
  const { id } = await trx
    .insertInto('mention')
    .values({
      source: told.source,
      target: told.target,
      host: told.host,
      post_id: told.post,
      origin: told.origin,
      vouch: told.vouch,
    })
    .onConflict(conflict =>
      conflict.constraint('mention_pair').doUpdateSet({
        post_id: eb => eb.ref('excluded.post_id'),
        vouch: sql<string>`coalesce(excluded.vouch, mention.vouch)`,
        received_at: sql<Date>`now()`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export function findMention(db: Kysely<Schema>, id: string): Promise<MentionRow | undefined> {
  return db.selectFrom('mention').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function settleMention(
  trx: Transaction<Schema>,
  { id, began }: Look,
  result: {
    state: 'linked' | 'refused' | 'gone';
    reason: string | null;
    response?: string;
    photoSource?: string | null;
  },
): Promise<void> {
  await trx
    .updateTable('mention')
    .set({
      state: result.state,
      reason: result.reason,
      checked_at: began,
      ...(result.response === undefined ? {} : { response_id: result.response }),
      ...(result.photoSource === undefined ? {} : { photo_source: result.photoSource }),
    })
    .where('id', '=', id)
    .execute();
}

/** Mentions that were last found in place before a time, the stalest first. */
export async function staleMentions(db: Kysely<Schema>, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('mention')
    .select('id')
    .where('state', '=', 'linked')
    .where('checked_at', '<', before)
    .orderBy('checked_at')
    .limit(limit)
    .execute();
  return rows.map(row => row.id);
}
