import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Actor, Block as ShownBlock } from '../../contract.ts';
import type { BlockTable, Schema } from '../../schema.ts';
import { type Block, type Blockable, type BlockKind, findBlocks } from '../../thread/blocks.ts';
import { after, type Cut, cutPage, type Part } from '../cursor.ts';
import { addAudit } from '../people/audit.ts';

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
  actor: Actor;
  /** Days that it lasts; undefined for good. */
  days?: number;
}

/** Adds a block; one that is there already gets the new note and time. */
export async function insertBlock(trx: Transaction<Schema>, block: NewBlock): Promise<ShownBlock> {
  const { kind, value, note, actor, days } = block;
  const expires_at = days === undefined ? null : sql<Date>`now() + make_interval(days => ${days}::integer)`;
  const row = await trx
    .insertInto('block')
    .values({ kind, value, note, account_id: actor.account ?? null, expires_at })
    .onConflict(conflict => conflict.constraint('block_once').doUpdateSet({ note, expires_at }))
    .returningAll()
    .executeTakeFirstOrThrow();
  await addAudit(trx, { actor, action: 'moderation.block', ...about(row) });
  return toBlock(row);
}

/** Takes a block away, if it is there. */
export async function deleteBlock(trx: Transaction<Schema>, id: string, actor: Actor): Promise<void> {
  const row = await trx
    .deleteFrom('block')
    .where('id', '=', id)
    .returning(['id', 'kind', 'value'])
    .executeTakeFirst();
  if (row) await addAudit(trx, { actor, action: 'moderation.unblock', ...about(row) });
}

/** What the audit log says of a block. Of a sender and a commenter the value is a hash or an id, which says nothing. */
function about({ id, kind, value }: Pick<Selectable<BlockTable>, 'id' | 'kind' | 'value'>) {
  const named = kind !== 'sender' && kind !== 'commenter';
  return { subject: named ? value : '', detail: { kind, block: id } };
}

/** As many as a person writes. */
const MOST = 5_000;

/** Newest first. */
export async function readBlocks(
  db: Kysely<Schema>,
  { limit = MOST, cursor }: Part,
): Promise<Cut<ShownBlock>> {
  const found = await db
    .selectFrom('block')
    .selectAll()
    .where(after(cursor, 'created_at'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows, ...next } = cutPage(found, limit, row => ({ at: row.created_at, id: row.id }));
  return { rows: rows.map(toBlock), ...next };
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
