import { type Kysely, type Selectable, sql } from 'kysely';
import type { Block as ShownBlock } from '../../contract.ts';
import type { BlockTable, Schema } from '../../schema.ts';
import { type Block, type Blockable, type BlockKind, findBlocks } from '../../thread/blocks.ts';

/** The kinds of blocks that a comment or mention meets. A person writes the lists, so that they are short and read whole. */
export async function meetBlocks(db: Kysely<Schema>, what: Blockable): Promise<BlockKind[]> {
  const rows = await db
    .selectFrom('block')
    .select(['kind', 'value'])
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
    .execute();
  return findBlocks(rows as Block[], what);
}

export interface NewBlock extends Block {
  note: string;
  account: string;
  /** Days that it lasts; undefined for good. */
  days?: number;
}

/** Adds a block; one that is there already gets the new note and time. */
export async function insertBlock(db: Kysely<Schema>, block: NewBlock): Promise<ShownBlock> {
  const { kind, value, note, account, days } = block;
  const expires_at = days === undefined ? null : sql<Date>`now() + make_interval(days => ${days}::integer)`;
  const row = await db
    .insertInto('block')
    .values({ kind, value, note, account_id: account, expires_at })
    .onConflict(conflict => conflict.constraint('block_once').doUpdateSet({ note, expires_at }))
    .returningAll()
    .executeTakeFirstOrThrow();
  return toBlock(row);
}

/** All, newest first. There are as many as a person writes, so the list has no pages. */
export async function readBlocks(db: Kysely<Schema>): Promise<ShownBlock[]> {
  const rows = await db.selectFrom('block').selectAll().orderBy('created_at', 'desc').limit(5_000).execute();
  return rows.map(toBlock);
}

function toBlock(row: Selectable<BlockTable>): ShownBlock {
  return {
    id: row.id,
    kind: row.kind as BlockKind,
    value: row.value,
    note: row.note,
    createdAt: row.created_at.toISOString(),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at.toISOString() }),
  };
}
