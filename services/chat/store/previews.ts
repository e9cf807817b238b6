import { type Kysely, sql } from 'kysely';
import type { Preview } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { touchMessage } from './add-message.ts';
import { lockRoom } from './rooms.ts';

export type FoundPreview = Omit<Preview, 'url'>;

/** Whether it was looked lately what a link leads to. */
export async function isKnown(db: Kysely<Schema>, url: string): Promise<boolean> {
  const { rows } = await sql`
    select from previews where url = ${url} and fetched_at > now() - interval '1 day'`.execute(db);
  return rows.length > 0;
}

/** Keeps what a link leads to; undefined for nothing to show. */
export async function keepPreview(
  db: Kysely<Schema>,
  url: string,
  preview: FoundPreview | undefined,
): Promise<void> {
  const { title = '', about = '', site = '', image = null } = preview ?? {};
  const values = { found: preview !== undefined, title, about, site, image, fetched_at: new Date() };
  await db
    .insertInto('previews')
    .values({ url, ...values })
    .onConflict(conflict => conflict.column('url').doUpdateSet(values))
    .execute();
}

/** Counts as changes the messages of the last hour that are shown with it, so that everybody has it. */
export async function touchMessagesWith(db: Kysely<Schema>, url: string): Promise<void> {
  const { rows } = await sql<{ name: string; number: number }>`
    select r.name, m.number from messages m join rooms r on r.id = m.room_id
    where m.link = ${url} and m.created_at > now() - interval '1 hour' and m.deleted_at is null
    order by m.number desc limit 20`.execute(db);
  for (const { name, number } of rows)
    await db.transaction().execute(async tx => touchMessage(tx, await lockRoom(tx, name), number));
}
