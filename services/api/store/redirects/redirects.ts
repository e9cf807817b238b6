import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Redirect, RedirectStatus } from '../../contract.ts';
import type { RedirectTable, Schema } from '../../schema.ts';

type Row = Selectable<RedirectTable>;

type Step = Pick<Row, 'path' | 'target' | 'status' | 'automatic'>;

/** A redirect may lead to another; after this many the chain is given up. */
export const LONGEST_CHAIN = 10;

/** The redirect of a path and those that it leads on to, in order. */
export async function followRedirects(db: Kysely<Schema>, path: string): Promise<Step[]> {
  const { rows } = await sql<Step>`
    with recursive chain as (
      select path, target, status, automatic, 1 as hops from redirect where path = ${path}
      union all
      select redirect.path, redirect.target, redirect.status, redirect.automatic, hops + 1
      from chain join redirect on redirect.path = chain.target where hops < ${LONGEST_CHAIN})
    select path, target, status, automatic from chain order by hops`.execute(db);
  return rows;
}

export async function findRedirect(db: Kysely<Schema>, path: string): Promise<Redirect | undefined> {
  const row = await db.selectFrom('redirect').selectAll().where('path', '=', path).executeTakeFirst();
  return row && toRedirect(row);
}

/** Until the transaction ends nobody else makes redirects, so that two cannot close a loop together. */
export async function lockRedirects(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('redirects', 0))`.execute(trx);
}

export function listRedirects(
  db: Kysely<Schema>,
  asked: { limit: number; after: string; query?: string | undefined },
): Promise<Row[]> {
  let query = db
    .selectFrom('redirect')
    .selectAll()
    .where('path', '>', asked.after)
    .orderBy('path')
    .limit(asked.limit);
  if (asked.query !== undefined)
    query = query.where(sql<boolean>`position(${asked.query} in path || ' ' || coalesce(target, '')) > 0`);
  return query.execute();
}

export async function writeRedirect(
  db: Kysely<Schema>,
  { path, target, status }: { path: string; target: string | null; status: RedirectStatus },
): Promise<Row> {
  return db
    .insertInto('redirect')
    .values({ path, target, status })
    .onConflict(conflict => conflict.column('path').doUpdateSet({ target, status, automatic: false }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Writes a redirect of a path that leads nowhere yet. Gives where it leads already, when that is elsewhere. */
export async function offerRedirect(
  trx: Transaction<Schema>,
  { path, target, status }: { path: string; target: string; status: RedirectStatus },
): Promise<string | undefined> {
  const { rows } = await sql<{ target: string | null }>`
    insert into redirect (path, target, status) values (${path}, ${target}, ${status})
    on conflict (path) do update set
      target = case when redirect.automatic then excluded.target else redirect.target end,
      status = case when redirect.automatic then excluded.status else redirect.status end,
      automatic = false
    returning target`.execute(trx);
  const now = rows[0]!.target;
  return now === target ? undefined : (now ?? 'nowhere');
}

/** Remembers that what stood at a path is gone for good, unless the owner has said where it leads. */
export async function markGone(trx: Transaction<Schema>, path: string): Promise<void> {
  await trx
    .insertInto('redirect')
    .values({ path: decodeURIComponent(path), target: null, status: 410, automatic: true })
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

/** What stood at a path is back. */
export async function unmarkGone(trx: Transaction<Schema>, path: string): Promise<void> {
  await trx
    .deleteFrom('redirect')
    .where('path', '=', decodeURIComponent(path))
    .where('automatic', '=', true)
    .where('status', '=', 410)
    .execute();
}

/** False when there was none. */
export async function deleteRedirect(db: Kysely<Schema>, path: string): Promise<boolean> {
  const gone = await db.deleteFrom('redirect').where('path', '=', path).returning('path').executeTakeFirst();
  return gone !== undefined;
}

export function toRedirect({ path, target, status, automatic }: Row): Redirect {
  return {
    path,
    ...(target === null ? {} : { target }),
    status: status as RedirectStatus,
    automatic,
  };
}
