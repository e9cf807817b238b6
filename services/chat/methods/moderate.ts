import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { From, ModerationEntry } from '../contract.ts';
import { type Caller, requireModerator } from '../people/identify.ts';
import { type Deed, noteModeration, readModeration } from '../store/moderation.ts';
import { lockRoom, notify, type RoomRow, roomByName, roomValues } from '../store/rooms.ts';

export interface RoomModeration {
  slowSeconds?: number | undefined;
  writers?: 'everyone' | 'members' | undefined;
  /** 0 for none. */
  pinned?: number | undefined;
}

/** What moderators may change of a room. */
export async function moderateRoom(
  ctx: ChatContext,
  { from, room, ...change }: RoomModeration & { room: string; from: From },
  call?: CallContext,
): Promise<Record<never, never>> {
  return moderateAs(ctx, await requireModerator(ctx, from, call), room, change);
}

export async function moderateAs(
  ctx: ChatContext,
  moderator: Caller,
  name: string,
  change: RoomModeration,
): Promise<Record<never, never>> {
  await ctx.db.transaction().execute(async tx => {
    const room = await lockRoom(tx, name);
    if ((change.pinned ?? 0) > room.last_number)
      throw new AppError('invalid', 'There is no message of that number.');
    const deeds = deedsOf(room, change);
    if (deeds.length === 0) return;
    const { slowSeconds, writers, pinned } = change;
    const values = roomValues({ slowSeconds, writers, pinned: pinned === 0 ? null : pinned });
    await tx.updateTable('rooms').set(values).where('id', '=', room.id).execute();
    for (const deed of deeds) await noteModeration(tx, room.id, { ...deed, by: moderator.name });
    await notify(tx, { room: name, kind: 'settings' });
  });
  return {};
}

/** What of it is a change. */
function deedsOf(room: RoomRow, { slowSeconds, writers, pinned }: RoomModeration): Omit<Deed, 'by'>[] {
  const deeds: Omit<Deed, 'by'>[] = [];
  if (slowSeconds !== undefined && slowSeconds !== room.slow_seconds)
    deeds.push({ action: 'slow', detail: slowSeconds === 0 ? 'off' : `${slowSeconds} seconds` });
  if (writers !== undefined && writers !== room.writers) deeds.push({ action: 'writers', detail: writers });
  if (pinned && pinned !== room.pinned) deeds.push({ action: 'pin', number: pinned });
  if (pinned === 0 && room.pinned !== null) deeds.push({ action: 'unpin', number: room.pinned });
  return deeds;
}

/** What moderators did in a room. */
export async function listModeration(
  ctx: ChatContext,
  { room, from, before }: { room: string; from: From; before?: number | undefined },
  call?: CallContext,
): Promise<{ entries: ModerationEntry[] }> {
  await requireModerator(ctx, from, call);
  return { entries: await readModeration(ctx.db, (await roomByName(ctx.db, room)).id, before) };
}
