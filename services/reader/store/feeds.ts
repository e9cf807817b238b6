import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/**
 * A feed answers at another address for good. The old address stays known. When another feed has the new one already,
 * both stay as they are, and this is false.
 */
export async function moveFeed(db: Kysely<Schema>, id: number, url: string): Promise<boolean> {
  const moved = await sql`
    with moved as (
      update feeds set url = ${url} where id = ${id}
        and not exists (select from addresses where url = ${url} and feed_id <> ${id})
      returning id
    ), known as (
      insert into addresses (url, feed_id) select ${url}, id from moved on conflict (url) do nothing
    )
    select id from moved`.execute(db);
  return moved.rows.length > 0;
}

/** Whether there is a feed that has, or has had, this address, whoever reads it. */
export async function isKnown(db: Kysely<Schema>, url: string): Promise<boolean> {
  const found = await sql`select from addresses where url = ${url}`.execute(db);
  return found.rows.length > 0;
}
