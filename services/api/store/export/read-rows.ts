import { type Kysely, sql } from 'kysely';
import { EXPORTED, type ExportedTable, POST_TABLE } from '../../export/tables.ts';
import type { Schema } from '../../schema.ts';

/** Rows of an item at most, and characters at which it is given sooner: a batch of long posts must not fill the memory. */
const ROWS = 200;
const CHARACTERS = 1_000_000;
/** Whoever reads may wait for a slow disk. */
const LONGEST_WAIT = '10min';

export interface RowBatch {
  table: string;
  rows: string[];
}

/** Every row of an export, all as of one moment: read by cursors in one transaction, so that few are in memory at once. */
export async function* readRows(db: Kysely<Schema>): AsyncGenerator<RowBatch> {
  const trx = await db.startTransaction().setIsolationLevel('repeatable read').execute();
  try {
    await sql`set local timezone = 'UTC'`.execute(trx);
    await sql`set local idle_in_transaction_session_timeout = ${sql.lit(LONGEST_WAIT)}`.execute(trx);
    for (const shape of EXPORTED) {
      await sql`declare rows no scroll cursor for ${select(shape)}`.execute(trx);
      for (;;) {
        const { rows } = await sql<{ row: string }>`fetch ${sql.lit(ROWS)} from rows`.execute(trx);
        if (rows.length === 0) break;
        for (const part of cut(rows.map(({ row }) => row))) yield { table: shape.table, rows: part };
      }
      await sql`close rows`.execute(trx);
    }
  } finally {
    await trx.rollback().execute();
  }
}

/** How many rows of each table there are. */
export async function countRows(db: Kysely<Schema>): Promise<Record<string, number>> {
  const counts = EXPORTED.map(({ table }) => sql`select ${table} as name, count(*) from ${sql.table(table)}`);
  const { rows } = await sql<{ name: string; count: number }>`${sql.join(counts, sql` union all `)}`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}

function select(shape: ExportedTable) {
  const { table, key, order = key, omit = [] } = shape;
  const names = sql.join(order.map(column => sql.ref(column)));
  return sql`select (to_jsonb(${sql.table(table)}) - ${sql.lit(`{${omit.join(',')}}`)}::text[]${
    shape === POST_TABLE ? withTags : sql``
  })::text as row from ${sql.table(table)} order by ${names}`;
}

/** Tags and series stand in the post with their names. */
const withTags = sql` || jsonb_build_object(
  'tags', coalesce((select jsonb_agg(jsonb_build_object('slug', tag.slug, 'name', tag.name) order by post_tag.position)
    from post_tag join tag on tag.slug = post_tag.tag where post_tag.post_id = post.id), '[]'),
  'series', (select jsonb_build_object('slug', series.slug, 'name', series.name) from series where series.slug = post.series))`;

function* cut(rows: readonly string[]): Generator<string[]> {
  let part: string[] = [];
  let length = 0;
  for (const row of rows) {
    if (part.length > 0 && length + row.length > CHARACTERS) {
      yield part;
      part = [];
      length = 0;
    }
    part.push(row);
    length += row.length;
  }
  if (part.length > 0) yield part;
}
