import { sql } from 'kysely';
import { AppError, toAppError } from '../../../core/errors.ts';
import { skeleton } from '../../../core/people/skeleton.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import { may, type Principal } from '../../api/contract.ts';
import type { ChatContext } from '../context.ts';
import type { ChatRole, From } from '../contract.ts';
import { noteNetwork } from '../store/networks.ts';
import { hashSecret } from './secret.ts';

/** Somebody who may be named in a room. */
export interface Caller {
  readonly id: number;
  readonly name: string;
  readonly role: ChatRole;
  /** Id of the account, which guests have none of. */
  readonly account?: string;
}

/** Who asks; nobody when they have neither an account nor a name. Throws `unauthenticated` for a token that is none. */
export async function identify(
  ctx: Pick<ChatContext, 'api' | 'db'>,
  from: From,
  call?: CallContext,
): Promise<Caller | undefined> {
  if (from.token !== undefined)
    return ofAccount(ctx, await ctx.api.authenticate({ token: from.token }, call));
  const principal = from.session === undefined ? undefined : await sessionOf(ctx, from.session, call);
  if (principal !== undefined) return ofAccount(ctx, principal);
  return from.guest === undefined ? undefined : ofGuest(ctx, from.guest, from.address);
}

/** Throws `no_name` when nobody is known. */
export async function requireCaller(
  ctx: Pick<ChatContext, 'api' | 'db'>,
  from: From,
  call?: CallContext,
): Promise<Caller> {
  const caller = await identify(ctx, from, call);
  if (caller !== undefined) return caller;
  throw new AppError('unauthenticated', 'Say what you are called first.', { reason: 'no_name' });
}

/** Throws `forbidden` for who is neither owner nor moderator. */
export async function requireModerator(
  ctx: Pick<ChatContext, 'api' | 'db'>,
  from: From,
  call?: CallContext,
): Promise<Caller> {
  const caller = await requireCaller(ctx, from, call);
  if (isModerator(caller)) return caller;
  throw new AppError('forbidden', 'Only the owner and moderators may do this.');
}

export function isModerator({ role }: Pick<Caller, 'role'>): boolean {
  return role === 'owner' || role === 'moderator';
}

async function sessionOf(
  ctx: Pick<ChatContext, 'api'>,
  session: string,
  call?: CallContext,
): Promise<Principal | undefined> {
  try {
    return await ctx.api.getSession({ session }, call);
  } catch (thrown) {
    if (toAppError(thrown).code === 'unauthenticated') return undefined;
    throw thrown;
  }
}

/** The person of an account, noted when it is first seen or called otherwise. */
async function ofAccount({ db }: Pick<ChatContext, 'db'>, principal: Principal): Promise<Caller> {
  if (!may(principal, 'member')) throw new AppError('forbidden', 'This token lacks the scope "member".');
  const { account, name } = principal;
  const { rows } = await sql<{ id: number }>`
    with known as (select id from people where account = ${account} and name = ${name} and seen_at > now() - interval '1 hour'),
      noted as (
        insert into people (account, name, likeness) select ${account}, ${name}, ${skeleton(name)} where not exists (select from known)
        on conflict (account) do update set name = excluded.name, likeness = excluded.likeness, seen_at = now()
        returning id
      )
    select id from known union all select id from noted`.execute(db);
  return { id: rows[0]!.id, name, role: roleOf(principal), account };
}

/** What the token or session allows, which may be less than the role of its person. */
function roleOf(principal: Principal): ChatRole {
  if (may(principal, 'admin')) return 'owner';
  return may(principal, 'moderate') ? 'moderator' : 'member';
}

async function ofGuest(
  { db }: Pick<ChatContext, 'db'>,
  secret: string,
  address: string,
): Promise<Caller | undefined> {
  const row = await db
    .selectFrom('people')
    .select(['id', 'name', 'seen_at'])
    .where('secret', '=', hashSecret(secret))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.seen_at.getTime() < Date.now() - 3_600_000) {
    await db.updateTable('people').set({ seen_at: new Date() }).where('id', '=', row.id).execute();
    await noteNetwork(db, row.id, address);
  }
  return { id: row.id, name: row.name, role: 'guest' };
}
