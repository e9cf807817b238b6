import type { Kysely } from 'kysely';
import { Bridge } from '../bridge/bridge.ts';
import type { Schema } from '../schema.ts';

type Db = Kysely<Schema>;

export async function listBridges(db: Db): Promise<Bridge[]> {
  const rows = await db.selectFrom('bridges').selectAll().orderBy('name').execute();
  return rows.map(({ name, rooms, options, paused }) =>
    Bridge.parse({ ...(options as object), name, rooms, paused }),
  );
}

/** Keeps a bridge in the place of the one of its name. */
export async function putBridge(db: Db, { name, rooms, paused, ...options }: Bridge): Promise<void> {
  const values = { rooms, paused, options: JSON.stringify(options) };
  await db
    .insertInto('bridges')
    .values({ name, ...values })
    .onConflict(conflict => conflict.column('name').doUpdateSet(values))
    .execute();
}

/** Whether there was one. */
export async function dropBridge(db: Db, name: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('bridges').where('name', '=', name).executeTakeFirst();
  return numDeletedRows > 0n;
}
