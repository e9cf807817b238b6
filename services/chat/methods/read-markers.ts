import { sql } from 'kysely';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { From } from '../contract.ts';
import { type Caller, identify, requireCaller } from '../people/identify.ts';

export async function markRead(
  ctx: ChatContext,
  { from, room, number }: { from: From; room: string; number: number },
  call?: CallContext,
) {
  return markReadAs(ctx, await requireCaller(ctx, from, call), room, number);
}

/** Keeps up to where an account has read a room. It never goes back; of guests nothing is kept. */
export async function markReadAs(ctx: ChatContext, caller: Caller, room: string, number: number) {
  if (caller.account === undefined) return {};
  await sql`
    insert into reads (person_id, room_id, number)
    select ${caller.id}, id, least(${number}::bigint, last_number) from rooms where name = ${room}
    on conflict (person_id, room_id) do update set number = greatest(reads.number, excluded.number)`.execute(
    ctx.db,
  );
  return {};
}

/** Up to where an account has read each room; nothing for who has none. */
export async function listRead(ctx: ChatContext, { from }: { from: From }, call?: CallContext) {
  const caller = await identify(ctx, from, call);
  if (caller?.account === undefined) return { rooms: [] };
  const rooms = await ctx.db
    .selectFrom('reads')
    .innerJoin('rooms', 'rooms.id', 'reads.room_id')
    .select(['rooms.name as room', 'reads.number'])
    .where('person_id', '=', caller.id)
    .execute();
  return { rooms };
}
