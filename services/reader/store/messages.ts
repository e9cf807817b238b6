import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** Hours after which what could not be said is not said any more. */
const KEPT = 24;

export interface Message {
  /** By which the bot knows it again. */
  readonly id: string;
  readonly room: string;
  readonly text: string;
}

/** Notes what the bot is to say, in the transaction of what it tells of. */
export async function addMessages(
  tx: Kysely<Schema>,
  messages: readonly { room: string; text: string }[],
): Promise<void> {
  await tx
    .insertInto('messages')
    .values([...messages])
    .execute();
}

/** Notes one that somebody wishes; the same id again changes nothing. */
export async function addMessage(db: Kysely<Schema>, message: Message): Promise<void> {
  await db
    .insertInto('messages')
    .values(message)
    .onConflict(on => on.column('id').doNothing())
    .execute();
}

/** What waits to be said, in the order in which it happened, up to so much of each room. */
export async function listMessages(db: Kysely<Schema>, limit: number): Promise<Message[]> {
  const found = await sql<Message>`
    select id, room, text from (
      select *, row_number() over (partition by room order by number) as nth from messages
    ) m where nth <= ${limit} order by number`.execute(db);
  return found.rows;
}

/** It was said. */
export async function removeMessage(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('messages').where('id', '=', id).execute();
}

/** Gives up what is too old to be news; gives how much that was. */
export async function forgetMessages(db: Kysely<Schema>): Promise<number> {
  const gone = await sql`delete from messages where made_at < now() - ${KEPT} * interval '1 hour'`.execute(
    db,
  );
  return Number(gone.numAffectedRows ?? 0);
}
