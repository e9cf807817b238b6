import { type Kysely, sql } from 'kysely';
import type { ChatMessage, ChatRole } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { CHANNEL, type Notice, type RoomRow } from './rooms.ts';

export interface NewMessage {
  /** Nobody for the bot. */
  readonly person: number | null;
  readonly name: string;
  readonly role: ChatRole;
  readonly nonce: string;
  readonly markdown: string;
  /** It tells what its writer does. */
  readonly action?: boolean | undefined;
  readonly html: string;
  readonly text: string;
  readonly replyTo?: number | undefined;
  readonly mentions: readonly number[];
  /** Of which is shown what it leads to. */
  readonly link?: string | undefined;
}

/** What became of it: as the function `say` of the database tells (`migrations/0006-deeds-and-networks.sql`). */
export type Added =
  | { outcome: 'said'; message: ChatMessage }
  | { outcome: 'again'; number: number }
  | { outcome: 'gone' | 'members_only' | 'blocked' | 'muted' | 'network' | 'no_reply' }
  | { outcome: 'slow'; waited: number };

interface Row {
  outcome: Added['outcome'];
  its_number: number;
  its_change: number;
  said_at: Date;
  answered_person: number | null;
  answered_name: string | null;
  answered_text: string | null;
  waited: number;
}

/** Letters of an answered message that are shown above the answer. */
export const EXCERPT = 140;

/** The number of a message that a writer has sent before. */
export async function sameMessage(
  db: Kysely<Schema>,
  roomId: number,
  person: number | null,
  nonce: string,
): Promise<number | undefined> {
  const { rows } = await sql<{ number: number }>`
    select number from messages
    where room_id = ${roomId} and coalesce(person_id, 0) = ${person ?? 0} and nonce = ${nonce}`.execute(db);
  return rows[0]?.number;
}

/**
 * Adds a message with the next number of its room if its writer may write there now, and tells every process. `by` is the
 * process that gives it to its own clients when this resolves.
 */
export async function addMessage(
  db: Kysely<Schema>,
  roomId: number,
  added: NewMessage,
  by?: string,
): Promise<Added> {
  const { person, name, role, nonce, markdown, html, text, replyTo = null, mentions } = added;
  const { action = false } = added;
  const link = added.link ?? null;
  const { rows } = await sql<Row>`
    select * from say(${roomId}, ${person}, ${name}, ${role}, ${nonce}, ${markdown}, ${html}, ${text}, ${replyTo},
      ${`{${mentions.join(',')}}`}::bigint[], ${link}, ${by ?? null}, ${action})`.execute(db);
  const row = rows[0]!;
  const { outcome } = row;
  if (outcome === 'again') return { outcome, number: row.its_number };
  if (outcome === 'slow') return { outcome, waited: row.waited };
  if (outcome !== 'said') return { outcome };
  const message: ChatMessage = {
    number: row.its_number,
    change: row.its_change,
    ...(person !== null && { person }),
    name,
    role,
    html,
    ...(action && { action }),
    ...(replyTo !== null && {
      reply: replyOf(replyTo, {
        person: row.answered_person,
        name: row.answered_name,
        text: row.answered_text,
      }),
    }),
    mentions: [...mentions],
    reactions: [],
    createdAt: row.said_at.toISOString(),
  };
  return { outcome, message };
}

/** The message that another answers, as it is shown above that. */
export function replyOf(
  number: number,
  { person, name, text }: { person: number | null; name: string | null; text: string | null },
) {
  if (name === null) return { number };
  return { number, ...(person !== null && { person }), name, text: (text ?? '').slice(0, EXCERPT) };
}

/** Counts one change of a room, which the transaction has locked, as a message's; tells every process. */
export async function touchMessage(tx: Kysely<Schema>, room: RoomRow, number: number): Promise<void> {
  const notice: Notice = { room: room.name, kind: 'messages' };
  await sql`
    with counted as (update rooms set last_change = last_change + 1 where id = ${room.id} returning last_change),
      touched as (update messages set changed = last_change from counted where room_id = ${room.id} and number = ${number} returning 1)
    select pg_notify(${CHANNEL}, ${JSON.stringify(notice)}) from touched`.execute(tx);
}
