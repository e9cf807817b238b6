import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { ChatMessage, From } from '../contract.ts';
import { type Caller, requireCaller } from '../people/identify.ts';
import { requireMayWrite } from '../people/may-write.ts';
import { addMessage, sameMessage } from '../store/add-message.ts';
import { readMessage, shown } from '../store/read-messages.ts';
import { lockRoom, type RoomRow, roomByName } from '../store/rooms.ts';
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

export async function sayAs(ctx: ChatContext, caller: Caller, said: Said): Promise<ChatMessage> {
  const found = await roomByName(ctx.db, said.room);
  const again = await sameMessage(ctx.db, found.id, caller.id, said.nonce);
  if (again === undefined) ctx.saying.take(`${caller.id}`);
  const text = again === undefined ? await readText(ctx.db, found, said.markdown) : undefined;
  const { room, number } = await ctx.db.transaction().execute(async tx => {
    const room = await lockRoom(tx, said.room);
    const same = again ?? (await sameMessage(tx, room.id, caller.id, said.nonce));
    if (same !== undefined || text === undefined) return { room, number: same! };
    await requireMayWrite(tx, room, caller);
    if (said.replyTo !== undefined && said.replyTo > room.last_number)
      throw new AppError('invalid', 'There is no message of that number to answer.');
    const { id: person, name, role } = caller;
    const { markdown, nonce, replyTo } = said;
    return {
      room,
      number: await addMessage(tx, room, { person, name, role, markdown, nonce, replyTo, ...text }),
    };
  });
  const message = await readMessage(ctx.db, room.id, number);
  if (message === undefined) throw new AppError('not_found', 'The message was deleted meanwhile.');
  if (room.bot) tellBot(ctx, room, caller, message.number, said.markdown);
  return shown(message);
}

/** The bot answers a message of one id once, so that one whose first telling was lost can be told again. */
function tellBot(
  ctx: ChatContext,
  room: RoomRow,
  { name, account }: Caller,
  number: number,
  text: string,
): void {
  ctx.toBot.add({
    room: `chat/${room.name}`,
    sender: { name, ...(account !== undefined && { account }) },
    text,
    direct: false,
    id: `${room.id}:${number}`,
  });
}
