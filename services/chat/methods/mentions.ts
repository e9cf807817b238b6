import { sql } from 'kysely';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { From, Mentions } from '../contract.ts';
import { identify } from '../people/identify.ts';

/** Messages of a room that are looked through at most, the newest. */
const LOOKED_THROUGH = 5_000;

/** What was said to whoever asks after a message of each room: where they are named, or answered. Rooms without any are left out. */
export async function listMentions(
  ctx: Pick<ChatContext, 'api' | 'db'>,
  { from, since }: { from: From; since: readonly { room: string; number: number }[] },
  call?: CallContext,
): Promise<{ mentions: Mentions[] }> {
  const caller = since.length === 0 ? undefined : await identify(ctx, from, call);
  if (caller === undefined) return { mentions: [] };
  const { id, role } = caller;
  const { rows } = await sql<Mentions>`
    select r.name as room, found.first, found.count
    from unnest(${since.map(({ room }) => room)}::text[], ${since.map(({ number }) => number)}::bigint[]) as asked (room, number)
    join rooms r on r.name = asked.room and (r.readers = 'everyone' or ${role !== 'guest'})
    cross join lateral (
      select min(m.number) as first, count(*)::integer as count from messages m
      where m.room_id = r.id and m.number > greatest(asked.number, r.last_number - ${LOOKED_THROUGH}) and m.deleted_at is null
        and m.person_id is distinct from ${id}
        and (${id}::bigint = any (m.mentions) or exists (
          select from messages a where a.room_id = m.room_id and a.number = m.reply_to and a.person_id = ${id}))
    ) found where found.count > 0`.execute(ctx.db);
  return { mentions: rows };
}
