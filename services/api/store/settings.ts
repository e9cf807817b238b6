import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** Settings that the owner has made; each goes before its option in `croft.config.ts`. */
export interface Settings {
  title?: string;
  authorName?: string;
}

/** The settings and whether there is an owner, in one query. */
export async function readSettings(db: Kysely<Schema>): Promise<{ settings: Settings; claimed: boolean }> {
  const { rows } = await sql<{ settings: Settings | null; claimed: boolean }>`
    select (select json_object_agg(key, value) from setting) as settings,
      exists (select 1 from account where role = 'owner' and claimed_at is not null) as claimed`.execute(db);
  return { settings: rows[0]?.settings ?? {}, claimed: rows[0]?.claimed ?? false };
}

export async function writeSettings(db: Kysely<Schema>, settings: Settings): Promise<void> {
  const values = Object.entries(settings).flatMap(([key, value]) =>
    value === undefined ? [] : { key, value },
  );
  if (values.length === 0) return;
  await db
    .insertInto('setting')
    .values(values)
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value: eb => eb.ref('excluded.value') }))
    .execute();
}
