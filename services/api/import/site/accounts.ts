import type { ApiContext } from '../../context.ts';
import type { ImportedRows } from '../../contract.ts';
import type { ExportedTable } from '../../export/tables.ts';
import { countKnown, insertRows, type Row } from '../../store/export/write-rows.ts';

/**
 * Adds the accounts of an export. Nobody can sign in to them until they are given a way in: the owner by the setup link. An
 * owner that is here stands for the one of the export.
 */
export async function importAccounts(
  ctx: Pick<ApiContext, 'db'>,
  shape: ExportedTable,
  rows: readonly Row[],
  dryRun: boolean,
): Promise<ImportedRows> {
  const owner = await ctx.db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'owner')
    .executeTakeFirst();
  const stands = (row: Row) => row['role'] === 'owner' && owner !== undefined && owner.id !== row['id'];
  const same = rows.filter(stands).map(row => ({ from: String(row['id']), to: owner!.id }));
  const others = rows.filter(row => !stands(row));
  let added = 0;
  if (others.length > 0)
    added = dryRun
      ? others.length - (await countKnown(ctx.db, shape, others))
      : await insertRows(ctx.db, shape, others.map(withClaim));
  return { added, known: rows.length - added, waiting: [], notes: [], same };
}

/** The owner's is unclaimed again, which is what the setup link is for. */
function withClaim(row: Row): Row {
  return { ...row, claimed_at: row['role'] === 'owner' ? null : row['created_at'] };
}
