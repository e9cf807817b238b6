import { type Kysely, type Selectable, sql } from 'kysely';
import type { ImportChoice, ImportKind, ImportNote } from '../../contract.ts';
import type { Schema, SiteImportTable } from '../../schema.ts';

export type ImportRow = Selectable<SiteImportTable>;

/** Reports that are kept. */
const KEPT = 20;

/** Makes a row for a file that is still to come. */
export function insertImport(
  db: Kysely<Schema>,
  given: { name: string; account: string | undefined },
): Promise<{ id: string }> {
  return db
    .insertInto('site_import')
    .values({ name: given.name, account_id: given.account ?? null })
    .returning('id')
    .executeTakeFirstOrThrow();
}

export function findImport(db: Kysely<Schema>, id: string): Promise<ImportRow | undefined> {
  return db.selectFrom('site_import').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest first. */
export function listImportRows(db: Kysely<Schema>): Promise<ImportRow[]> {
  return db
    .selectFrom('site_import')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(KEPT)
    .execute();
}

export async function isImporting(db: Kysely<Schema>): Promise<boolean> {
  const row = await db
    .selectFrom('site_import')
    .select('id')
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that the whole file is there, and what it is. */
export async function noteFile(
  db: Kysely<Schema>,
  id: string,
  file: { kind: ImportKind; bytes: number },
): Promise<void> {
  await db
    .updateTable('site_import')
    .set({ ...file, state: 'ready' })
    .where('id', '=', id)
    .where('state', '=', 'uploading')
    .execute();
}

/** Has it begun from the start with these choices; undefined when its file is gone, or it is under way. */
export function queueImport(
  db: Kysely<Schema>,
  id: string,
  { dryRun, tell, keepMedia, site }: ImportChoice,
  account: string | undefined,
): Promise<ImportRow | undefined> {
  return db
    .updateTable('site_import')
    .set({
      state: 'waiting',
      dry_run: dryRun,
      tell,
      keep_media: keepMedia,
      ...(site === undefined ? {} : { site }),
      ...(account === undefined ? {} : { account_id: account }),
      ...{ stop_asked: false, runs: 0, step: null, done: 0, total: null, counts: null, problem: null },
      ...{ failed: 0, failures: '[]', warned: 0, warnings: '[]', begun_at: null, ended_at: null },
    })
    .where('id', '=', id)
    .where('kept', '=', true)
    .where('state', 'in', ['ready', 'done', 'failed', 'stopped'])
    .returningAll()
    .executeTakeFirst();
}

/** Takes the one that waits, or that was under way when its process was killed. */
export async function claimImport(db: Kysely<Schema>): Promise<ImportRow | undefined> {
  return db
    .updateTable('site_import')
    .set({
      state: 'running',
      runs: sql`runs + 1`,
      begun_at: sql`coalesce(begun_at, now())`,
      step: null,
      done: 0,
    })
    .where('state', 'in', ['waiting', 'running'])
    .returningAll()
    .executeTakeFirst();
}

export interface Progress {
  step: 'unpacking' | 'importing';
  done: number;
  total: number;
}

/** Notes how far a run is. Gives whether it is asked to stop; undefined when another run has taken it over, or it is gone. */
export async function noteProgress(
  db: Kysely<Schema>,
  { id, runs }: Pick<ImportRow, 'id' | 'runs'>,
  progress: Progress | undefined,
): Promise<boolean | undefined> {
  const row = await db
    .updateTable('site_import')
    .set({ ...progress, runs })
    .where('id', '=', id)
    .where('runs', '=', runs)
    .where('state', '=', 'running')
    .returning('stop_asked')
    .executeTakeFirst();
  return row?.stop_asked;
}

/** What came of a run. */
export interface Ended {
  state: 'done' | 'failed' | 'stopped';
  problem?: string;
  counts?: Record<string, number>;
  failed?: number;
  failures?: readonly ImportNote[];
  warned?: number;
  warnings?: readonly ImportNote[];
  /** Whether its file stays. */
  kept: boolean;
}

export async function endImport(
  db: Kysely<Schema>,
  { id, runs }: Pick<ImportRow, 'id' | 'runs'>,
  { counts, failures = [], warnings = [], ...rest }: Ended,
): Promise<void> {
  await db
    .updateTable('site_import')
    .set({
      ...rest,
      counts: counts === undefined ? null : JSON.stringify(counts),
      failures: JSON.stringify(failures),
      warnings: JSON.stringify(warnings),
      ended_at: sql`now()`,
    })
    .where('id', '=', id)
    .where('runs', '=', runs)
    .where('state', '=', 'running')
    .execute();
}

/** Asks one that runs to stop, and ends one that has not begun. */
export async function askToStop(db: Kysely<Schema>, id: string): Promise<void> {
  await sql`update site_import set stop_asked = true,
      state = case when state = 'waiting' then 'stopped' else state end,
      ended_at = case when state = 'waiting' then now() else ended_at end
    where id = ${id} and state in ('waiting', 'running')`.execute(db);
}

export async function removeImport(db: Kysely<Schema>, id: string): Promise<void> {
  await db
    .deleteFrom('site_import')
    .where('id', '=', id)
    .where('state', 'in', ['uploading', 'ready'])
    .execute();
}

/** Deletes what never began and all reports but the last, and marks files of a week ago as gone. */
export async function forgetImports(db: Kysely<Schema>): Promise<void> {
  await sql`delete from site_import where (state = 'uploading' and created_at < now() - interval '1 day')
    or (state = 'ready' and created_at < now() - interval '7 days')
    or (state in ('done', 'failed', 'stopped') and id not in (
      select id from site_import order by created_at desc, id desc limit ${KEPT}))`.execute(db);
  await sql`update site_import set kept = false where kept and ended_at < now() - interval '7 days'
    and state in ('done', 'failed', 'stopped')`.execute(db);
}

/** Whose files stay. */
export async function keptImports(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db.selectFrom('site_import').select('id').where('kept', '=', true).execute();
  return rows.map(({ id }) => id);
}
