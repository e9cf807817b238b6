import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { ChatMessage, From } from '../contract.ts';
import { type Caller, requireCaller } from '../people/identify.ts';
import { mayNotWrite, tooSoon } from '../people/may-write.ts';
import { lookAt } from '../previews/look-at.ts';
import { type Added, addMessage, sameMessage } from '../store/add-message.ts';
import { isKnown } from '../store/previews.ts';
import { readMessage, shown } from '../store/read-messages.ts';
import { noRoom, type RoomRow, roomByName } from '../store/rooms.ts';
import { readDeed } from '../text/read-deed.ts';
import { readText } from '../text/read-text.ts';

export interface Said {
  room: string;
  markdown: string;
  nonce: string;
  replyTo?: number | undefined;
}

/** Says something in a room; it is in the database when this resolves, and there once however often it was sent. */
export async function sayInRoom(
  ctx: ChatContext,
  { from, ...said }: Said & { from: From },
  call?: CallContext,
): Promise<ChatMessage> {
  return sayAs(ctx, await requireCaller(ctx, from, call), said);
}

export async function sayAs(ctx: ChatContext, caller: Caller, asked: Said): Promise<ChatMessage> {
  const said = { ...asked, ...readDeed(asked.markdown) };
  const room = ctx.live.rowOf(said.room) ?? (await roomByName(ctx.db, said.room));
  const message = await add(ctx, room, caller, said);
  const { number } = message;
  if (room.bot) tellBot(ctx, room, caller, { number, text: said.markdown, action: said.action });
  return message;
}

async function add(
  ctx: ChatContext,
  room: RoomRow,
  caller: Caller,
  said: Said & { action: boolean },
): Promise<ChatMessage> {
  const { id: person, name, role } = caller;
  const { markdown, action, nonce, replyTo } = said;
  try {
    ctx.saying.take(`${person}`);
    const text = await readText(ctx, room, markdown);
    const message = { person, name, role, markdown, action, nonce, replyTo, ...text };
    const added = await addMessage(ctx.db, room.id, message, ctx.live.process);
    if (added.outcome === 'said') {
      ctx.live.offer(room.name, added.message);
      if (text.link !== undefined) return await withPreview(ctx, room, text.link, added.message);
      return added.message;
    }
    if (added.outcome !== 'again') throw refusalOf(added, room);
    return await known(ctx, room, added.number);
  } catch (thrown) {
    // Who did not hear that it is stored sends it again, and is not refused what was done.
    const number = await sameMessage(ctx.db, room.id, person, nonce);
    if (number === undefined) throw thrown;
    return known(ctx, room, number);
  }
}

/** What a link leads to is looked at once for all who name it, and comes after the message. */
async function withPreview(
  ctx: ChatContext,
  room: RoomRow,
  url: string,
  message: ChatMessage,
): Promise<ChatMessage> {
  if (await isKnown(ctx.db, url)) return known(ctx, room, message.number);
  lookAt(ctx, url);
  return message;
}

async function known(ctx: ChatContext, room: RoomRow, number: number): Promise<ChatMessage> {
  const message = await readMessage(ctx.db, room.id, number);
  if (message === undefined) throw new AppError('not_found', 'The message was deleted meanwhile.');
  return shown(message);
}

function refusalOf(added: Exclude<Added, { outcome: 'said' | 'again' }>, room: RoomRow): AppError {
  switch (added.outcome) {
    case 'slow':
      return tooSoon(room.slow_seconds, added.waited);
    case 'gone':
      return noRoom();
    case 'no_reply':
      return new AppError('invalid', 'There is no message of that number to answer.');
    case 'network':
      return mayNotWrite('network_closed');
    default:
      return mayNotWrite(added.outcome);
  }
}

/** What is deleted is deleted where the bot keeps it, too. */
export function tellBotGone(
  { toBot }: Pick<ChatContext, 'toBot'>,
  { id, name }: Pick<RoomRow, 'id' | 'name'>,
  number: number,
): void {
  toBot.add({ room: `chat/${name}`, id: `${id}:${number}` });
}

/**
 * The bot answers a message of one id once, so that one whose first telling was lost can be told again. An edited one is told
 * with its change, and not answered.
 */
export function tellBot(
  ctx: Pick<ChatContext, 'toBot'>,
  room: Pick<RoomRow, 'id' | 'name'>,
  { id, name, account, role }: Caller,
  {
    number,
    text,
    action,
    change,
  }: { number: number; text: string; action?: boolean | undefined; change?: number },
): void {
  ctx.toBot.add({
    room: `chat/${room.name}`,
    sender: { name, id: `${id}`, ...(account !== undefined && { account }), ...(role !== 'bot' && { role }) },
    text,
    direct: false,
    ...(action && { action }),
    id: change === undefined ? `${room.id}:${number}` : `${room.id}:${number}:${change}`,
    ...(change !== undefined && { edited: true }),
  });
}
