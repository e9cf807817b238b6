import { type Kysely, sql, type Transaction } from 'kysely';
import type { Settings, SettingsChanges, SiteLink } from '../contract.ts';
import type { Schema } from '../schema.ts';

export interface StoredSettings {
  /** What the owner has set; each goes before its option in `croft.config.ts`. */
  settings: Partial<Settings>;
  /** What other services have to offer, by the service. */
  places: Readonly<Record<string, readonly SiteLink[]>>;
  claimed: boolean;
  /** Whether there is a public page `/terms`. */
  terms: boolean;
}

/** The settings and what else every page shows, in one query. */
export async function readSettings(db: Kysely<Schema>): Promise<StoredSettings> {
  type Row = Pick<StoredSettings, 'claimed' | 'terms'> & {
    settings: (Partial<Settings> & Partial<Pick<StoredSettings, 'places'>>) | null;
  };
  const { rows } = await sql<Row>`
    select (select json_object_agg(key, value) from setting) as settings,
      exists (select 1 from account where role = 'owner' and claimed_at is not null) as claimed,
      exists (select 1 from post where slug = 'terms' and kind = 'page' and status = 'published'
        and visibility <> 'private') as terms`.execute(db);
  const row = rows[0]!;
  const { places = {}, ...settings } = row.settings ?? {};
  return { ...row, settings, places };
}

/** The language of the site: what the owner has set, else what the configuration says. */
export async function readSiteLanguage({
  db,
  config,
}: {
  db: Kysely<Schema>;
  config: { language: string };
}): Promise<string> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', 'language').executeTakeFirst();
  return typeof row?.value === 'string' ? row.value : config.language;
}

/** Until the transaction ends nobody else changes settings. */
export async function lockSettings(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('settings', 0))`.execute(trx);
}

/** Writes what other services have to offer, which is kept beside the settings. */
export async function writePlaces(db: Kysely<Schema>, places: StoredSettings['places']): Promise<void> {
  const value = JSON.stringify(places);
  await db
    .insertInto('setting')
    .values({ key: 'places', value })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** Writes what is given and takes away what is null. */
export async function writeSettings(db: Kysely<Schema>, changes: SettingsChanges): Promise<void> {
  const sent = Object.entries(changes).filter(([, value]) => value !== undefined);
  const gone = sent.filter(([, value]) => value === null).map(([key]) => key);
  if (gone.length > 0) await db.deleteFrom('setting').where('key', 'in', gone).execute();
  const values = sent
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ({ key, value: JSON.stringify(value) }));
  if (values.length === 0) return;
  await db
    .insertInto('setting')
    .values(values)
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value: eb => eb.ref('excluded.value') }))
    .execute();
}
