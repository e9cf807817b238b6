import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { ChatMessage, From } from '../contract.ts';
import { type Caller, isModerator, requireCaller } from '../people/identify.ts';
import { requireMayWrite } from '../people/may-write.ts';
import { lookAt } from '../previews/look-at.ts';
import type { Schema } from '../schema.ts';
import { touchMessage } from '../store/add-message.ts';
import { noteModeration } from '../store/moderation.ts';
import { readMessage, shown } from '../store/read-messages.ts';
import { lockRoom, type RoomRow, roomByName } from '../store/rooms.ts';
import { readDeed, writtenAs } from '../text/read-deed.ts';
import { readText } from '../text/read-text.ts';
import { tellBot, tellBotGone } from './say.ts';

interface One {
  room: string;
  number: number;
}

type Asked<T = unknown> = One & { from: From } & T;
type Found = ChatMessage & { markdown: string };

/** Milliseconds for which writers may change and take back what they wrote. */
const EDIT_WITHIN = 15 * 60_000;
const DELETE_WITHIN = 24 * 3_600_000;

/** Different emojis on one message, and people who gave any. */
const MOST_EMOJIS = 20;
const MOST_REACTIONS = 500;

export async function editMessage(ctx: ChatContext, asked: Asked<{ markdown: string }>, call?: CallContext) {
  return editAs(ctx, await requireCaller(ctx, asked.from, call), asked);
}

export async function editAs(
  ctx: ChatContext,
  caller: Caller,
  { markdown: written, ...asked }: One & { markdown: string },
): Promise<ChatMessage> {
  const { markdown, action } = readDeed(written);
  ctx.saying.take(`${caller.id}`);
  const room = await roomByName(ctx.db, asked.room);
  const text = await readText(ctx, room, markdown);
  const edited = await change(ctx, asked, async (tx, room, message) => {
    requireOwn(caller, message, EDIT_WITHIN);
    await requireMayWrite(tx, room, caller);
    if (message.markdown === markdown && (message.action ?? false) === action) return false;
    const { html, text: words, mentions } = text;
    await tx
      .updateTable('messages')
      .set({
        markdown,
        action,
        html,
        text: words,
        link: text.link ?? null,
        edited_at: new Date(),
        mentions: `{${mentions.join(',')}}` as never,
      })
      .where('room_id', '=', room.id)
      .where('number', '=', message.number)
      .execute();
    return true;
  });
  if (text.link !== undefined && !edited.preview) lookAt(ctx, text.link);
  // The rules of the room hold for what a message has become.
  if (room.bot) tellBot(ctx, room, caller, { ...edited, text: markdown });
  return edited;
}

export async function deleteMessage(
  ctx: ChatContext,
  asked: Asked,
  call?: CallContext,
): Promise<ChatMessage> {
  return deleteAs(ctx, await requireCaller(ctx, asked.from, call), asked);
}

export async function deleteAs(ctx: ChatContext, caller: Caller, asked: One): Promise<ChatMessage> {
  const deleted = await change(ctx, asked, async (tx, room, message) => {
    if (!isModerator(caller)) requireOwn(caller, message, DELETE_WITHIN);
    else if (message.person !== caller.id) {
      const { name: person, number } = message;
      await noteModeration(tx, room.id, { action: 'delete', by: caller.name, person, number });
    }
    await tx
      .updateTable('messages')
      .set({ markdown: '', html: '', text: '', link: null, deleted_at: new Date(), mentions: '{}' as never })
      .where('room_id', '=', room.id)
      .where('number', '=', message.number)
      .execute();
    await tx
      .deleteFrom('reactions')
      .where('room_id', '=', room.id)
      .where('number', '=', message.number)
      .execute();
    return true;
  });
  const room = await roomByName(ctx.db, asked.room);
  if (room.bot) tellBotGone(ctx, room, asked.number);
  return deleted;
}

export async function react(
  ctx: ChatContext,
  asked: Asked<{ emoji: string; on: boolean }>,
  call?: CallContext,
) {
  return reactAs(ctx, await requireCaller(ctx, asked.from, call), asked);
}

export async function reactAs(
  ctx: ChatContext,
  caller: Caller,
  asked: One & { emoji: string; on: boolean },
): Promise<ChatMessage> {
  ctx.asking.take(`${caller.id}`);
  return change(ctx, asked, async (tx, room, message) => {
    await requireMayWrite(tx, room, caller);
    const given = message.reactions.find(({ emoji }) => emoji === asked.emoji);
    if ((given?.people.includes(caller.id) ?? false) === asked.on) return false;
    const count = message.reactions.reduce((sum, { people }) => sum + people.length, 0);
    if (asked.on && ((!given && message.reactions.length >= MOST_EMOJIS) || count >= MOST_REACTIONS))
      throw new AppError('conflict', 'There are enough reactions to this message.');
    const key = { room_id: room.id, number: message.number, person_id: caller.id, emoji: asked.emoji };
    if (asked.on) await tx.insertInto('reactions').values(key).execute();
    else
      await tx
        .deleteFrom('reactions')
        .where(eb => eb.and(key))
        .execute();
    return true;
  });
}

export async function getSource(
  ctx: ChatContext,
  asked: Asked,
  call?: CallContext,
): Promise<{ markdown: string }> {
  return sourceFor(ctx, await requireCaller(ctx, asked.from, call), asked);
}

export async function sourceFor(ctx: ChatContext, caller: Caller, asked: One): Promise<{ markdown: string }> {
  const room = await roomByName(ctx.db, asked.room);
  const message = await readMessage(ctx.db, room.id, asked.number);
  if (message === undefined || message.deleted) throw gone();
  requireOwn(caller, message, EDIT_WITHIN);
  return { markdown: writtenAs(message) };
}

/** Changes a message under the lock of its room; `work` says whether it did. */
async function change(
  ctx: ChatContext,
  { room: name, number }: One,
  work: (tx: Kysely<Schema>, room: RoomRow, message: Found) => Promise<boolean>,
): Promise<ChatMessage> {
  return ctx.db.transaction().execute(async tx => {
    const room = await lockRoom(tx, name);
    const message = await readMessage(tx, room.id, number);
    if (message === undefined) throw gone();
    if (message.deleted) return shown(message);
    if (!(await work(tx, room, message))) return shown(message);
    await touchMessage(tx, room, number);
    return shown((await readMessage(tx, room.id, number))!);
  });
}

function requireOwn(caller: Caller, message: ChatMessage, within: number): void {
  if (message.person !== caller.id) throw new AppError('forbidden', 'This message is not yours.');
  if (Date.parse(message.createdAt) < Date.now() - within)
    throw new AppError('forbidden', 'It is too late to change this message.', { reason: 'too_late' });
}

function gone(): AppError {
  return new AppError('not_found', 'There is no such message any more.');
}
