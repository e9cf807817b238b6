import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';
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
