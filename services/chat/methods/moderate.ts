import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { From, Sanction } from '../contract.ts';
import { isModerator, requireModerator } from '../people/identify.ts';
import { notify, roomByName } from '../store/rooms.ts';
import { updateRoom } from './rooms.ts';

interface InRoom {
  room: string;
  from: From;
}
type OnPerson = InRoom & { person: number; kind: 'mute' | 'block' };

/** Mutes or blocks somebody in a room, anew from now when they are already. */
export async function sanction(
  ctx: ChatContext,
  { room: name, from, person, kind, minutes }: OnPerson & { minutes?: number | undefined },
  call?: CallContext,
): Promise<Record<never, never>> {
  const moderator = await requireModerator(ctx, from, call);
  const room = await roomByName(ctx.db, name);
  await requireBelow(ctx, moderator.id, person, call);
  const until = minutes === undefined ? null : new Date(Date.now() + minutes * 60_000);
  const values = {
    room_id: room.id,
    person_id: person,
    kind,
    by_name: moderator.name,
    at: new Date(),
    until,
  };
  await ctx.db
    .insertInto('sanctions')
    .values(values)
    .onConflict(conflict => conflict.columns(['room_id', 'person_id', 'kind']).doUpdateSet(values))
    .execute();
  if (kind === 'block') await notify(ctx.db, { room: name, kind: 'blocked', person });
  return {};
}

/** Nobody silences the owner, a moderator or themselves. */
async function requireBelow(
  ctx: ChatContext,
  moderator: number,
  person: number,
  call?: CallContext,
): Promise<void> {
  const row = await ctx.db.selectFrom('people').select('account').where('id', '=', person).executeTakeFirst();
  if (!row) throw new AppError('not_found', 'There is no such person.');
  const { accounts } = row.account === null ? { accounts: [] } : await ctx.api.listAccounts({}, call);
  const account = accounts.find(({ id }) => id === row.account);
  if (person === moderator || (account && isModerator(account)))
    throw new AppError(
      'forbidden',
      'The owner and moderators cannot be muted or blocked. Change their role first.',
    );
}

export async function liftSanction(
  ctx: ChatContext,
  { room: name, from, person, kind }: OnPerson,
  call?: CallContext,
): Promise<Record<never, never>> {
  await requireModerator(ctx, from, call);
  const room = await roomByName(ctx.db, name);
  await ctx.db
    .deleteFrom('sanctions')
    .where('room_id', '=', room.id)
    .where('person_id', '=', person)
    .where('kind', '=', kind)
    .execute();
  return {};
}

export async function listSanctions(
  ctx: ChatContext,
  { room: name, from }: InRoom,
  call?: CallContext,
): Promise<{ sanctions: Sanction[] }> {
  await requireModerator(ctx, from, call);
  const room = await roomByName(ctx.db, name);
  const rows = await ctx.db
    .selectFrom('sanctions as s')
    .innerJoin('people as p', 'p.id', 's.person_id')
    .select(['p.id', 'p.name', 's.kind', 's.by_name', 's.at', 's.until'])
    .where('s.room_id', '=', room.id)
    .where(eb => eb.or([eb('s.until', 'is', null), eb('s.until', '>', new Date())]))
    .orderBy('s.at', 'desc')
    .execute();
  return {
    sanctions: rows.map(({ id, name, kind, by_name: by, at, until }) => ({
      person: { id, name },
      kind: kind === 'block' ? 'block' : 'mute',
      by,
      at: at.toISOString(),
      ...(until && { until: until.toISOString() }),
    })),
  };
}

/** What moderators may change of a room. */
export async function moderateRoom(
  ctx: ChatContext,
  asked: InRoom & {
    slowSeconds?: number | undefined;
    writers?: 'everyone' | 'members' | undefined;
    pinned?: number | undefined;
  },
  call?: CallContext,
): Promise<Record<never, never>> {
  await requireModerator(ctx, asked.from, call);
  const { slowSeconds, writers, pinned } = asked;
  await updateRoom(ctx, {
    name: asked.room,
    settings: { slowSeconds, writers, ...(pinned !== undefined && { pinned: pinned || null }) },
  });
  return {};
}
