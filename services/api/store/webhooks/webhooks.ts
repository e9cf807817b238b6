import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema, WebhookTable } from '../../schema.ts';
import { after, type Cut, cutPage, type Part } from '../cursor.ts';

export type WebhookRow = Selectable<WebhookTable>;

/** More than one person's programs need. */
const MOST = 50;

/** The oldest first. */
export async function listWebhooks(
  db: Kysely<Schema>,
  { limit = MOST, cursor }: Part = {},
): Promise<Cut<WebhookRow>> {
  const rows = await db
    .selectFrom('webhook')
    .selectAll()
    .where(after(cursor, 'created_at', 'oldest'))
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return cutPage(rows, limit, row => ({ at: row.created_at, id: row.id }));
}

export function findWebhook(db: Kysely<Schema>, id: string): Promise<WebhookRow | undefined> {
  return db.selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Holds its row until the transaction ends. */
export function lockWebhook(trx: Transaction<Schema>, id: string): Promise<WebhookRow | undefined> {
  return trx.selectFrom('webhook').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Undefined when there are as many as there may be. */
export async function insertWebhook(
  db: Kysely<Schema>,
  { url, events, secret }: Pick<WebhookRow, 'url' | 'events' | 'secret'>,
): Promise<WebhookRow | undefined> {
  if ((await listWebhooks(db)).rows.length >= MOST) return undefined;
  return db.insertInto('webhook').values({ url, events, secret }).returningAll().executeTakeFirstOrThrow();
}

export function changeWebhook(
  db: Kysely<Schema>,
  id: string,
  changes: { url?: string | undefined; events?: string[] | undefined; active?: boolean | undefined },
): Promise<WebhookRow | undefined> {
  return db
    .updateTable('webhook')
    .set({
      ...(changes.url === undefined ? {} : { url: changes.url }),
      ...(changes.events === undefined ? {} : { events: changes.events }),
      ...(changes.active === undefined ? {} : { active: changes.active }),
      ...(changes.active === true ? { failing_since: null, problem: null } : {}),
      id,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteWebhook(db: Kysely<Schema>, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('webhook').where('id', '=', id).executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Ids of the active webhooks that want an event. */
export async function webhooksFor(db: Kysely<Schema>, event: string): Promise<string[]> {
  const rows = await db
    .selectFrom('webhook')
    .select('id')
    .where('active', '=', true)
    .where(sql<boolean>`${event} = any(events)`)
    .execute();
  return rows.map(row => row.id);
}

/** Notes that a webhook took something. */
export async function noteTaken(db: Kysely<Schema>, id: string): Promise<void> {
  await db
    .updateTable('webhook')
    .set({ failing_since: null })
    .where('id', '=', id)
    .where('failing_since', 'is not', null)
    .execute();
}

/** Notes that a webhook took nothing, and switches it off with the problem when that goes on for `days`; says whether it did. */
export async function noteFailure(
  db: Kysely<Schema>,
  id: string,
  { days, problem }: { days: number; problem: string },
): Promise<boolean> {
  await sql`update webhook set failing_since = now() where id = ${id} and failing_since is null`.execute(db);
  const { rows } = await sql`
    update webhook set active = false, problem = ${problem}
    where id = ${id} and active and failing_since <= now() - make_interval(days => ${days})
    returning id`.execute(db);
  return rows.length > 0;
}
