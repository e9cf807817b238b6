import { AppError } from '../../../../core/errors.ts';
import { searchWords } from '../../../../core/words.ts';
import type { ApiContext } from '../../context.ts';
import type { ImportedRows } from '../../contract.ts';
import { EXPORTED, POST_TABLE } from '../../export/tables.ts';
import { importAccounts } from '../../import/site/accounts.ts';
import { importSavedPosts } from '../../import/site/saved-posts.ts';
import { countKnown, insertRows, type Row, refersToNothing } from '../../store/export/write-rows.ts';
import { changing } from '../../store/revision.ts';

export async function importRows(
  ctx: ApiContext,
  input: { table: string; rows: readonly string[]; dryRun?: boolean | undefined },
): Promise<ImportedRows> {
  const shape = EXPORTED.find(({ table }) => table === input.table);
  if (shape === undefined)
    throw new AppError(
      'invalid',
      `The export has "${input.table}", which this version of Croft does not know. Update Croft first.`,
    );
  const rows = input.rows.map(readRow);
  const done = { added: 0, known: 0, waiting: [], notes: [], same: [] };
  if (rows.length === 0) return done;
  if (shape.table === 'account') return importAccounts(ctx, shape, rows, input.dryRun === true);
  if (input.dryRun) {
    const known = await countKnown(ctx.db, shape, rows);
    return { ...done, added: rows.length - known, known };
  }
  if (shape === POST_TABLE) return { ...done, ...(await importSavedPosts(ctx, rows)) };
  const full = shape.table === 'media' ? rows.map(withWords) : rows;
  const add = (part: readonly Row[]) =>
    changing(ctx, async trx => {
      const added = await insertRows(trx, shape, part);
      return { result: added, visible: added > 0 };
    });
  try {
    const added = await add(full);
    return { ...done, added, known: rows.length - added };
  } catch (error) {
    if (!refersToNothing(error)) throw error;
  }
  return { ...done, ...(await oneByOne(full, add)) };
}

/** When something that one of them refers to is missing, the others go in all the same. */
async function oneByOne(
  rows: readonly Row[],
  add: (part: readonly Row[]) => Promise<number>,
): Promise<Pick<ImportedRows, 'added' | 'known' | 'waiting'>> {
  const waiting: number[] = [];
  let [added, known] = [0, 0];
  for (const [at, row] of rows.entries()) {
    try {
      if ((await add([row])) > 0) added++;
      else known++;
    } catch (error) {
      if (!refersToNothing(error)) throw error;
      waiting.push(at);
    }
  }
  return { added, known, waiting };
}

/** The words that a file is found by, which no export holds. */
function withWords(row: Row): Row {
  return { ...row, search: searchWords(`${row['name']} ${row['alt']}`).join(' ') };
}

function readRow(text: string): Row {
  try {
    const row: unknown = JSON.parse(text);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Row;
  } catch {
    // It is told below.
  }
  throw new AppError('invalid', `A row is not a JSON object: ${text.slice(0, 100)}`);
}
