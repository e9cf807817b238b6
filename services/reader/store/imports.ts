import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Import, ImportProblem } from '../contract/imports.ts';
import type { ImportResult } from '../imports/file-batches.ts';
import type { Schema } from '../schema.ts';
import { lockReader } from './readers.ts';

/** An import that has not ended. */
export interface RunningImport {
  readonly id: number;
  readonly account: string;
  readonly file: Buffer;
  readonly public: boolean;
  /** Entries that were taken in already. */
  readonly done: number;
}

/** Keeps a file to be taken in, in place of the person's last. Throws `conflict` while that one runs. */
export async function addImport(
  db: Kysely<Schema>,
  account: string,
  given: { name: string; file: Uint8Array; public: boolean },
): Promise<void> {
  await db.transaction().execute(async tx => {
    const { id } = await lockReader(tx, account);
    await tx.deleteFrom('imports').where('reader_id', '=', id).where('ended_at', 'is not', null).execute();
    const added = await tx
      .insertInto('imports')
      .values({ reader_id: id, ...given, file: Buffer.from(given.file) })
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows !== 1n)
      throw new AppError('conflict', 'Another file is being taken in: wait until it has ended.');
  });
}

/** The oldest that has not ended. */
export async function nextImport(db: Kysely<Schema>): Promise<RunningImport | undefined> {
  const found = await sql<RunningImport>`
    select i.id, r.account, i.file, i.public, i.done from imports i join readers r on r.id = i.reader_id
    where i.ended_at is null order by i.id limit 1`.execute(db);
  return found.rows[0];
}

export async function noteTotal(db: Kysely<Schema>, id: number, total: number): Promise<void> {
  await db.updateTable('imports').set({ total }).where('id', '=', id).execute();
}

/** Claims the entries up to `done` for this transaction. False when another has taken them in. */
export async function claimEntries(tx: Kysely<Schema>, id: number, done: number): Promise<boolean> {
  const claimed = await tx
    .updateTable('imports')
    .set({ done })
    .where('id', '=', id)
    .where('done', '<', done)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return claimed.numUpdatedRows === 1n;
}

/** Notes what came of the entries from number `first` on. */
export async function noteResults(
  tx: Kysely<Schema>,
  id: number,
  first: number,
  results: readonly ImportResult[],
): Promise<void> {
  const count = (outcome: ImportResult['outcome']) => results.filter(one => one.outcome === outcome).length;
  await sql`
    update imports set added = added + ${count('added')}, known = known + ${count('known')},
      skipped = skipped + ${count('skipped')}, invalid = invalid + ${count('invalid')}
    where id = ${id}`.execute(tx);
  const problems = results.flatMap(({ place, what, message }, n) =>
    message === undefined ? [] : [{ import_id: id, number: first + n, place, what, problem: message }],
  );
  if (problems.length > 0) await tx.insertInto('import_problems').values(problems).execute();
}

export async function endImport(db: Kysely<Schema>, id: number, problem?: string): Promise<void> {
  await sql`update imports set ended_at = now(), file = null, problem = ${problem ?? null} where id = ${id}`.execute(
    db,
  );
}

/** The last one of a person's. */
export async function findImport(db: Kysely<Schema>, account: string): Promise<Import | undefined> {
  const row = await db
    .selectFrom('imports as i')
    .innerJoin('readers as r', 'r.id', 'i.reader_id')
    .select(['i.name', 'i.begun_at', 'i.ended_at', 'i.done', 'i.total', 'i.added', 'i.known'])
    .select(['i.skipped', 'i.invalid', 'i.problem'])
    .where('r.account', '=', account)
    .executeTakeFirst();
  if (!row) return undefined;
  const { begun_at, ended_at, total, problem, ...rest } = row;
  return {
    ...rest,
    begunAt: begun_at.toISOString(),
    endedAt: ended_at?.toISOString(),
    total: total ?? undefined,
    problem: problem ?? undefined,
  };
}

/** Those of the last one with a number above `after`. */
export async function listImportProblems(
  db: Kysely<Schema>,
  account: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<ImportProblem[]> {
  return await db
    .selectFrom('import_problems as p')
    .innerJoin('imports as i', 'i.id', 'p.import_id')
    .innerJoin('readers as r', 'r.id', 'i.reader_id')
    .select(['p.number', 'p.place', 'p.what', 'p.problem'])
    .where('r.account', '=', account)
    .where('p.number', '>', after)
    .orderBy('p.number')
    .limit(limit)
    .execute();
}
