import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { addressKey } from '../../../core/http/limit.ts';
import { isReserved, readName } from '../../../core/people/names.ts';
import { skeleton } from '../../../core/people/skeleton.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { From, Person } from '../contract.ts';
import { type Caller, identify } from '../people/identify.ts';
import { hashSecret } from '../people/secret.ts';
import type { Schema } from '../schema.ts';
import { noteNetwork } from '../store/networks.ts';
import { notify } from '../store/rooms.ts';

/**
 * Takes a name as a guest, or another for who is one already. A name is somebody's who was here with it in the last month.
 * Throws `bad_name`, `name_taken`.
 */
export async function takeName(
  ctx: ChatContext,
  { from, name }: { from: From; name: string },
  call?: CallContext,
): Promise<{ person: Person; secret: string }> {
  const before = await identify(ctx, from, call);
  if (before !== undefined && from.guest !== undefined)
    return { person: await renameAs(ctx, before, from.address, name, call), secret: from.guest };
  requireGuest(before);
  const wanted = await readWanted(ctx, from.address, name, call);
  const secret = randomBytes(24).toString('base64url');
  return ctx.db.transaction().execute(async tx => {
    await requireFree(tx, wanted, 0);
    const { id } = await tx
      .insertInto('people')
      .values({ ...wanted, secret: hashSecret(secret) })
      .returning('id')
      .executeTakeFirstOrThrow();
    await noteNetwork(tx, id, from.address);
    return { person: { id, name: wanted.name, role: 'guest' as const }, secret };
  });
}

/** Gives a guest another name, which every room that they have open is told. */
export async function renameAs(
  ctx: ChatContext,
  caller: Caller,
  address: string,
  name: string,
  call?: CallContext,
): Promise<Person> {
  requireGuest(caller);
  const wanted = await readWanted(ctx, address, name, call);
  const { id } = caller;
  await ctx.db.transaction().execute(async tx => {
    await requireFree(tx, wanted, id);
    await tx
      .updateTable('people')
      .set({ ...wanted, seen_at: new Date() })
      .where('id', '=', id)
      .execute();
    await notify(tx, { kind: 'named', person: id, name: wanted.name });
  });
  return { id, name: wanted.name, role: 'guest' };
}

function requireGuest(caller: Caller | undefined): void {
  if (caller?.account === undefined) return;
  throw new AppError('conflict', `You are signed in as ${caller.name}, and are called so here.`);
}

/** A name that may be somebody's. Throws `bad_name`, and `name_taken` for one that passes for an account's or the bot's. */
async function readWanted(ctx: ChatContext, address: string, given: string, call?: CallContext) {
  ctx.naming.take(addressKey(address));
  const name = readName(given);
  const [{ accounts }, { name: bot }] = await Promise.all([
    ctx.api.listAccounts({}, call),
    ctx.bot.listActions({}, call),
  ]);
  if (isReserved(name, [...accounts.map(account => account.name), bot, 'bot']))
    throw taken('is kept for people with an account here');
  return { name, likeness: skeleton(name) };
}

/** Throws `name_taken` when it is that of somebody else, until the transaction ends. */
async function requireFree(tx: Kysely<Schema>, { name, likeness }: Wanted, person: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`chat name ${likeness}`}, 0))`.execute(tx);
  const other = await sql<{ name: string }>`
    select name from people where likeness = ${likeness} and id <> ${person}
      and (account is not null or seen_at > now() - interval '30 days') limit 1`.execute(tx);
  const theirs = other.rows[0]?.name;
  if (theirs === undefined) return;
  throw taken(theirs === name ? 'is somebody’s' : `looks like ${theirs}, who is here already`);
}

type Wanted = Awaited<ReturnType<typeof readWanted>>;

function taken(why: string): AppError {
  return new AppError('conflict', `That name ${why}. Take another.`, {
    reason: 'name_taken',
    details: { field: 'name' },
  });
}
