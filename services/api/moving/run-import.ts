import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import { type ImportNote, NOTES_KEPT } from '../contract.ts';
import { type Ended, endImport, type ImportRow } from '../store/moving/imports.ts';
import { type Beat, beat } from './beat.ts';
import { importFile, removeFiles, unpackedFolder } from './files.ts';
import { recognise } from './recognise.ts';
import { type TakenIn, takeIn } from './take-in.ts';
import { unpack } from './unpack.ts';

type Context = Pick<ApiContext, 'db' | 'imports' | 'own' | 'log'>;

/** One that was begun so often brings its process down. */
const MOST_RUNS = 10;

/**
 * Runs an import to its end and notes what came of it; never throws for what is wrong with the file. Throws when the process
 * has to end or the service stays away: the next run goes on then.
 */
export async function runImport(ctx: Context, row: ImportRow, signal: AbortSignal): Promise<void> {
  const note = beat(ctx.db, row);
  const unpacked = unpackedFolder(ctx, row.id);
  const ended = await outcome(ctx, row, note, AbortSignal.any([signal, note.signal])).finally(async () => {
    await note.end();
    await rm(unpacked, { recursive: true, force: true });
  });
  if (!ended) return;
  await endImport(ctx.db, row, ended);
  if (!ended.kept) await removeFiles(ctx, row.id);
}

/** How it ended; undefined when another run has taken it over. */
async function outcome(
  ctx: Context,
  row: ImportRow,
  note: Beat,
  signal: AbortSignal,
): Promise<Ended | undefined> {
  try {
    if (row.runs > MOST_RUNS)
      throw new AppError(
        'invalid',
        `It broke off ${MOST_RUNS} times. Look at the log, and send it once more.`,
      );
    return ofTaken(row, await bringIn(ctx, row, note, signal));
  } catch (thrown) {
    if (note.state === 'taken-over') return undefined;
    const error = toAppError(thrown);
    const problem = inWords(ctx, row, error.message);
    if (note.state === 'stop') return { state: 'stopped', problem, kept: true };
    // The disk is freed of all of it. Without the service nothing can be noted: the next run goes on.
    if (error.reason === 'disk_full') return { state: 'failed', problem, kept: false };
    if (signal.aborted || error.code === 'unavailable' || error.code === 'deadline') throw thrown;
    if (error.code !== 'internal') return { state: 'failed', problem, kept: true };
    ctx.log.error({ err: thrown, import: row.id }, 'An import broke off.');
    return {
      state: 'failed',
      problem: 'It broke off. What went in stays; do it again to go on.',
      kept: true,
    };
  }
}

async function bringIn(ctx: Context, row: ImportRow, note: Beat, signal: AbortSignal): Promise<TakenIn> {
  const file = importFile(ctx, row.id);
  const recognised = await recognise(file);
  const progress = (step: 'unpacking' | 'importing') => (done: number, total: number) =>
    note.progress({ step, done, total });
  let path = file;
  let links: ImportNote[] = [];
  if (recognised.packed) {
    const into = unpackedFolder(ctx, row.id);
    await rm(into, { recursive: true, force: true });
    const unpacked = await unpack(file, into, { signal, progress: progress('unpacking') });
    path = recognised.inner === undefined ? unpacked.directory : into;
    links = unpacked.links.map(place => ({ place, note: 'is a link and is left out.' }));
  }
  const taken = await takeIn(apiFor(ctx, row), row, recognised, path, {
    signal,
    progress: progress('importing'),
  });
  return { ...taken, warnings: [...links, ...taken.warnings] };
}

/** As this service answers others, but that the audit log gets who brings it in and the name of their file. */
function apiFor({ own }: Context, { account_id, name }: ImportRow): Context['own'] {
  const actor = account_id === null ? {} : { account: account_id };
  return { ...own, noteImport: input => own.noteImport({ ...input, subject: name, actor }) };
}

function ofTaken(row: ImportRow, { counts, failures, warnings }: TakenIn): Ended {
  return {
    state: 'done',
    counts,
    failed: failures.length,
    failures: failures.slice(0, NOTES_KEPT),
    warned: warnings.length,
    warnings: warnings.slice(0, NOTES_KEPT),
    // To be done again for the rest, or in earnest.
    kept: row.dry_run || failures.length > 0,
  };
}

/** Without the places where files stand on this machine. */
function inWords(ctx: Context, { id, name }: ImportRow, message: string): string {
  const unpacked = unpackedFolder(ctx, id);
  return message
    .replaceAll(join(unpacked, '/'), '')
    .replaceAll(unpacked, name)
    .replaceAll(importFile(ctx, id), name);
}
