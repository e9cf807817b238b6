import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import type { ExportedTable } from '../../export/tables.ts';
import type { Schema } from '../../schema.ts';

export type Row = Record<string, unknown>;

/** PostgreSQL's code for a row that refers to one that is not there. */
const NOTHING_TO_REFER_TO = '23503';

/** Adds rows that are not here; gives how many there were. Throws `invalid` for a column that this version does not know. */
export async function insertRows(
  db: Kysely<Schema>,
  shape: ExportedTable,
  rows: readonly Row[],
): Promise<number> {
  const columns = Object.keys(rows[0] ?? {}).filter(column => !shape.gone?.includes(column));
  await checkColumns(db, shape.table, columns);
  const names = sql.join(columns.map(column => sql.ref(column)));
  const isSame = sql.join(
    shape.key.map(column => sql`here.${sql.ref(column)} = given.${sql.ref(column)}`),
    sql` and `,
  );
  const { numAffectedRows } = await sql`
    insert into ${sql.table(shape.table)} (${names})
    select ${names} from ${populated(shape.table, rows)} as given
    where not exists (select 1 from ${sql.table(shape.table)} as here where ${isSame})
    on conflict do nothing`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** How many of these rows are here. */
export async function countKnown(
  db: Kysely<Schema>,
  { table, key }: ExportedTable,
  rows: readonly Row[],
): Promise<number> {
  const columns = sql.join(key.map(column => sql.ref(column)));
  const { rows: found } = await sql<{ count: number }>`
    select count(*) from (select ${columns} from ${populated(table, rows)} as given
      intersect select ${columns} from ${sql.table(table)}) as known`.execute(db);
  return Number(found[0]!.count);
}

export function refersToNothing(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === NOTHING_TO_REFER_TO;
}

function populated(table: string, rows: readonly Row[]) {
  return sql`jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`;
}

async function checkColumns(db: Kysely<Schema>, table: string, columns: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`.execute(db);
  const known = new Set(rows.map(({ name }) => name));
  const unknown = columns.find(column => !known.has(column));
  if (unknown !== undefined)
    throw new AppError(
      'invalid',
      `The export has "${unknown}" in ${table}, which this version of Croft does not know. Update Croft first.`,
    );
}
