import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { ChatContext } from '../context.ts';
import { ChatRole, type RoomChange } from '../contract.ts';
import { lookUnlessKnown } from '../previews/look-at.ts';
import type { Schema } from '../schema.ts';
import { addMessage, type NewMessage, sameMessage, touchMessage } from '../store/add-message.ts';
import { lockRoom, noRoom, roomByName } from '../store/rooms.ts';
import { readText } from '../text/read-text.ts';

/** What the nonces of messages begin with that were carried here; they have no person. */
const CARRIED = 'carried:';

/** Changes that are read at a time. */
const BATCH = 100;

type Writing = Pick<ChatContext, 'db' | 'log' | 'origin' | 'previews'>;

interface Carried {
  room: string;
  nonce: string;
  name: string;
  markdown: string;
  action?: boolean | undefined;
  replyTo?: number | undefined;
}

/** Tells in a room what somebody said elsewhere; it is there once however often it is sent. The bot does not hear it. */
export async function carryMessage(
  ctx: Writing,
  { room: name, nonce, ...said }: Carried,
): Promise<{ number: number }> {
  const room = await roomByName(ctx.db, name);
  const text = await readText(ctx, room, said.markdown);
  const message = { person: null, role: 'bot' as const, ...said, ...text, nonce: CARRIED + nonce };
  const number = await add(ctx.db, room.id, message);
  await lookUnlessKnown(ctx, text.link);
  return { number };
}

/** What it answers may not be here. */
async function add(db: Kysely<Schema>, roomId: number, message: NewMessage): Promise<number> {
  const added = await addMessage(db, roomId, message);
  if (added.outcome === 'said') return added.message.number;
  if (added.outcome === 'again') return added.number;
  if (added.outcome === 'no_reply') return add(db, roomId, { ...message, replyTo: undefined });
  throw noRoom();
}

/** Changes what was carried here, or deletes it when no words are given; what is not there any more stays so. */
export async function changeCarried(
  ctx: Writing,
  { room: name, nonce, markdown }: { room: string; nonce: string; markdown?: string | undefined },
): Promise<Record<string, never>> {
  const found = await roomByName(ctx.db, name);
  const text = markdown === undefined ? undefined : await readText(ctx, found, markdown);
  await ctx.db.transaction().execute(async tx => {
    const room = await lockRoom(tx, name);
    const number = await sameMessage(tx, room.id, null, CARRIED + nonce);
    if (number === undefined) return;
    const values = text
      ? {
          markdown: markdown!,
          html: text.html,
          text: text.text,
          link: text.link ?? null,
          edited_at: new Date(),
        }
      : { markdown: '', html: '', text: '', link: null, deleted_at: new Date() };
    const { numUpdatedRows } = await tx
      .updateTable('messages')
      .set(values)
      .where('room_id', '=', room.id)
      .where('number', '=', number)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await touchMessage(tx, room, number);
  });
  await lookUnlessKnown(ctx, text?.link);
  return {};
}

/** Every change of a room's messages after one, and from then on. Throws `not_found` when the room is gone. */
export async function* roomChanges(
  ctx: Pick<ChatContext, 'db' | 'wakes' | 'stop'>,
  asked: { room: string; after?: number | undefined },
  call: { signal: AbortSignal },
): AsyncGenerator<RoomChange> {
  const signal = AbortSignal.any([call.signal, ctx.stop.signal]);
  let { after } = asked;
  if (after === undefined) {
    const room = await roomByName(ctx.db, asked.room);
    after = room.last_change;
    yield { change: after, lastNumber: room.last_number };
  }
  while (!signal.aborted) {
    // Before it is read, so that nothing falls between.
    const next = ctx.wakes.next(asked.room, signal);
    const changes = await changesAfter(ctx.db, asked.room, after);
    for (const change of changes) yield change;
    after = changes.at(-1)?.change ?? after;
    if (changes.length < BATCH) await next;
  }
}

async function changesAfter(db: Kysely<Schema>, name: string, after: number): Promise<RoomChange[]> {
  const room = await roomByName(db, name);
  // The room was deleted and made again.
  if (after > room.last_change) throw new AppError('not_found', 'There is no such change of this room.');
  if (after === room.last_change) return [];
  const rows = await db
    .selectFrom('messages')
    .select(['number', 'changed', 'name', 'role', 'nonce', 'person_id', 'markdown', 'reply_to', 'created_at'])
    .select('action')
    .select(sql<boolean>`deleted_at is not null`.as('deleted'))
    .select(
      sql<string | null>`(select account from people where people.id = messages.person_id)`.as('account'),
    )
    .where('room_id', '=', room.id)
    .where('changed', '>', after)
    .orderBy('changed')
    .limit(BATCH)
    .execute();
  return rows.map(row => ({
    change: row.changed,
    lastNumber: room.last_number,
    message: {
      number: row.number,
      name: row.name,
      role: ChatRole.parse(row.role),
      ...(row.person_id !== null && {
        person: { id: `${row.person_id}`, ...(row.account !== null && { account: row.account }) },
      }),
      markdown: row.markdown,
      ...(row.action && { action: true }),
      ...(row.reply_to !== null && { replyTo: row.reply_to }),
      createdAt: row.created_at.toISOString(),
      deleted: row.deleted,
      carried: row.person_id === null && row.nonce.startsWith(CARRIED),
    },
  }));
}
