import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { addressKey } from '../../../core/http/limit.ts';
import { isReserved, readName } from '../../../core/people/names.ts';
import { skeleton } from '../../../core/people/skeleton.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { From, Person } from '../contract.ts';
import { identify } from '../people/identify.ts';
import { hashSecret } from '../people/secret.ts';

/**
 * Takes a name as a guest, or another for who is one already. A name is somebody's who was here with it in the last month.
 * Throws `bad_name`, `name_taken`.
 */
export async function takeName(
  ctx: ChatContext,
  { from, name: given }: { from: From; name: string },
  call?: CallContext,
): Promise<{ person: Person; secret: string }> {
  const before = await identify(ctx, from, call);
  if (before?.account !== undefined)
    throw new AppError('conflict', `You are signed in as ${before.name}, and are called so here.`);
  ctx.naming.take(addressKey(from.address));
  const name = readName(given);
  const likeness = skeleton(name);
  const [{ accounts }, { name: bot }] = await Promise.all([
    ctx.api.listAccounts({}, call),
    ctx.bot.listActions({}, call),
  ]);
  if (isReserved(name, [...accounts.map(account => account.name), bot, 'bot'])) throw taken();
  const secret = before && from.guest ? from.guest : randomBytes(24).toString('base64url');
  return ctx.db.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`chat name ${likeness}`}, 0))`.execute(tx);
    const other = await sql`select from people where likeness = ${likeness} and id <> ${before?.id ?? 0}
      and (account is not null or seen_at > now() - interval '30 days')`.execute(tx);
    if (other.rows.length > 0) throw taken();
    const { id } = await tx
      .insertInto('people')
      .values({ name, likeness, secret: hashSecret(secret) })
      .onConflict(conflict => conflict.column('secret').doUpdateSet({ name, likeness, seen_at: new Date() }))
      .returning('id')
      .executeTakeFirstOrThrow();
    return { person: { id, name, role: 'guest' as const }, secret };
  });
}

function taken(): AppError {
  return new AppError('conflict', 'That name is somebody’s. Take another.', {
    reason: 'name_taken',
    details: { field: 'name' },
  });
}
