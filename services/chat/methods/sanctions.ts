import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import { roleMay } from '../../api/contract.ts';
import type { ChatContext } from '../context.ts';
import type { From, Sanction } from '../contract.ts';
import { type Caller, requireModerator } from '../people/identify.ts';
import { noteModeration } from '../store/moderation.ts';
import { roomByName } from '../store/rooms.ts';
import { putSanction } from '../store/sanctions.ts';

export interface OnPerson {
  room: string;
  person: number;
  kind: 'mute' | 'block';
}
type Nothing = Record<never, never>;

/** Mutes or blocks somebody in a room, anew from now when they are already. */
export async function sanction(
  ctx: ChatContext,
  { from, ...asked }: OnPerson & { from: From; minutes?: number | undefined },
  call?: CallContext,
): Promise<Nothing> {
  return sanctionAs(ctx, await requireModerator(ctx, from, call), asked, call);
}

export async function sanctionAs(
  ctx: ChatContext,
  moderator: Caller,
  { room: name, person, kind, minutes }: OnPerson & { minutes?: number | undefined },
  call?: CallContext,
): Promise<Nothing> {
  const room = await roomByName(ctx.db, name);
  const whom = await requireBelow(ctx, moderator.id, person, call);
  const made = { person, name: whom, kind, by: moderator.name, minutes };
  await ctx.db.transaction().execute(tx => putSanction(tx, room, made));
  return {};
}

/** The name of somebody who may be silenced: not the owner, a moderator or oneself. */
async function requireBelow(
  ctx: ChatContext,
  moderator: number,
  person: number,
  call?: CallContext,
): Promise<string> {
  const row = await ctx.db
    .selectFrom('people')
    .select(['account', 'name'])
    .where('id', '=', person)
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', 'There is no such person.');
  const { accounts } = row.account === null ? { accounts: [] } : await ctx.api.listAccounts({}, call);
  const account = accounts.find(({ id }) => id === row.account);
  if (person === moderator || (account && roleMay(account.role, 'moderate')))
    throw new AppError(
      'forbidden',
      'The owner and moderators cannot be muted or blocked. Change their role first.',
    );
  return row.name;
}

export async function liftSanction(
  ctx: ChatContext,
  { from, ...asked }: OnPerson & { from: From },
  call?: CallContext,
): Promise<Nothing> {
  return liftAs(ctx, await requireModerator(ctx, from, call), asked);
}

export async function liftAs(
  ctx: ChatContext,
  moderator: Caller,
  { room: name, person, kind }: OnPerson,
): Promise<Nothing> {
  const room = await roomByName(ctx.db, name);
  await ctx.db.transaction().execute(async tx => {
    const lifted = await tx
      .deleteFrom('sanctions as s')
      .using('people as p')
      .whereRef('p.id', '=', 's.person_id')
      .where('s.room_id', '=', room.id)
      .where('s.person_id', '=', person)
      .where('s.kind', '=', kind)
      .returning('p.name')
      .executeTakeFirst();
    if (!lifted) return;
    await noteModeration(tx, room.id, { action: `un${kind}`, by: moderator.name, person: lifted.name });
  });
  return {};
}

export async function listSanctions(
  ctx: ChatContext,
  { room: name, from }: { room: string; from: From },
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
