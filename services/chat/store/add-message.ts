import { type Kysely, sql } from 'kysely';
import type { ChatRole } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { CHANNEL, type Notice, type RoomRow } from './rooms.ts';

export interface NewMessage {
  /** Nobody for the bot. */
  readonly person: number | null;
  readonly name: string;
  readonly role: ChatRole;
  readonly nonce: string;
  readonly markdown: string;
  readonly html: string;
  readonly text: string;
  readonly replyTo?: number | undefined;
  readonly mentions: readonly number[];
}

/** The number of a message that a writer has sent before. */
export async function sameMessage(
  tx: Kysely<Schema>,
  roomId: number,
  person: number | null,
  nonce: string,
): Promise<number | undefined> {
  const { rows } = await sql<{ number: number }>`
    select number from messages
    where room_id = ${roomId} and coalesce(person_id, 0) = ${person ?? 0} and nonce = ${nonce}`.execute(tx);
  return rows[0]?.number;
}

/** Adds a message with the next number of its room, which the transaction has locked, and tells every process. */
export async function addMessage(tx: Kysely<Schema>, room: RoomRow, message: NewMessage): Promise<number> {
  const notice: Notice = { room: room.name, kind: 'messages' };
  const mentions = `{${message.mentions.join(',')}}`;
  const { rows } = await sql<{ number: number }>`
    with counted as (
      update rooms set last_number = last_number + 1, last_change = last_change + 1 where id = ${room.id}
      returning last_number, last_change
    ), added as (
      insert into messages (room_id, number, changed, person_id, name, role, nonce, markdown, html, text, reply_to, mentions)
      select ${room.id}, last_number, last_change, ${message.person}::bigint, ${message.name}, ${message.role}, ${message.nonce},
        ${message.markdown}, ${message.html}, ${message.text}, ${message.replyTo ?? null}::bigint, ${mentions}::bigint[]
      from counted returning number
    )
    select number, pg_notify(${CHANNEL}, ${JSON.stringify(notice)}) from added`.execute(tx);
  return rows[0]!.number;
}

/** Counts one change of a room, which the transaction has locked, as a message's; tells every process. */
export async function touchMessage(tx: Kysely<Schema>, room: RoomRow, number: number): Promise<void> {
  const notice: Notice = { room: room.name, kind: 'messages' };
  await sql`
    with counted as (update rooms set last_change = last_change + 1 where id = ${room.id} returning last_change),
      touched as (update messages set changed = last_change from counted where room_id = ${room.id} and number = ${number} returning 1)
    select pg_notify(${CHANNEL}, ${JSON.stringify(notice)}) from touched`.execute(tx);
}
