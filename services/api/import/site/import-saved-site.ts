import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Client } from '../../../../core/rpc/contract.ts';
import type { apiContract } from '../../contract.ts';
import { KEY_FILE } from '../../export/export-site.ts';
import { EXPORTED } from '../../export/tables.ts';
import { type ImportOptions, noted, persist } from '../run.ts';
import { type PlacedRow, rowsOfPosts, rowsOfTable } from './batches.ts';
import { checkFolder } from './check-folder.ts';
import { sendMedia } from './send-media.ts';

type Api = Pick<Client<typeof apiContract>, 'importRows' | 'importMedia' | 'adoptSiteKey' | 'noteImport'>;

export interface SiteImportReport {
  /** Rows and media files by what came of them; what was here before stayed as it is. */
  added: Record<string, number>;
  known: Record<string, number>;
  /** Of the key that commenters' codes are hashed with; `kept`: codes of the export mean nothing here. */
  key: 'taken' | 'same' | 'kept';
  failed: { place: string; problem: string }[];
  notes: { place: string; note: string }[];
}

/**
 * Reads a folder of `exportSite` back: what is not here comes in with the ids, times and versions it had, and what is here
 * stays. Throws before anything goes in when the folder is damaged or of a newer Croft, and later when the service stays away or
 * the signal aborts; what went in stays, and doing it again goes on.
 */
export async function importSavedSite(
  api: Api,
  directory: string,
  options: ImportOptions = {},
): Promise<SiteImportReport> {
  const dryRun = options.dryRun === true;
  const { manifest, files } = await checkFolder(directory, options.signal);
  const report: SiteImportReport = { added: {}, known: {}, key: 'same', failed: [], notes: [] };
  await noted(api, manifest.origin, dryRun, async () => {
    await bringIn(api, directory, { manifest, files }, report, options);
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);
    return { added: sum(report.added), known: sum(report.known), failed: report.failed.length };
  });
  return report;
}

async function bringIn(
  api: Api,
  directory: string,
  { manifest, files }: Awaited<ReturnType<typeof checkFolder>>,
  report: SiteImportReport,
  options: ImportOptions,
): Promise<void> {
  const dryRun = options.dryRun === true;
  if (files.includes(KEY_FILE)) {
    const key = (await readFile(join(directory, KEY_FILE), 'utf8')).trim();
    report.key = (await persist(() => api.adoptSiteKey({ key, dryRun }))).outcome;
  }
  const total = Object.values(manifest.rows).reduce((sum, count) => sum + count, manifest.files);
  let done = 0;
  const step = (count: number) => {
    done += count;
    options.progress?.(done, total);
    if (options.signal?.aborted)
      throw new AppError(
        'unavailable',
        `Stopped after ${done} of ${total}. What went in stays; run it again to go on.`,
      );
  };
  const count = (of: 'added' | 'known', name: string, more: number) => {
    if (more > 0) report[of][name] = (report[of][name] ?? 0) + more;
  };
  const fail = (place: string, error: unknown) => void report.failed.push({ place, problem: wordsOf(error) });

  for (const file of files.filter(path => path.startsWith('media/'))) {
    try {
      const sent = await sendMedia(api, directory, file, dryRun);
      count(sent ? 'added' : 'known', 'files', 1);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      fail(file, error);
    }
    step(1);
  }

  const renamed = new Map<string, string>();
  const rename = (row: string) => {
    let text = row;
    for (const [from, to] of renamed) text = text.replaceAll(from, to);
    return text;
  };
  const take = async (table: string, batch: readonly PlacedRow[]): Promise<PlacedRow[]> => {
    const rows = batch.map(({ row }) => rename(row));
    const done = await persist(() => api.importRows({ table, rows, dryRun }));
    count('added', table, done.added);
    count('known', table, done.known);
    for (const { from, to } of done.same) renamed.set(from, to);
    for (const { row, note, failed } of done.notes) {
      const { place } = batch[row]!;
      if (failed) report.failed.push({ place, problem: note });
      else report.notes.push({ place, note });
    }
    return done.waiting.map(at => batch[at]!);
  };
  for (const { table } of EXPORTED) {
    const path = `data/${table}.jsonl`;
    const batches =
      table === 'post'
        ? rowsOfPosts(
            directory,
            files.filter(file => file.startsWith('posts/')),
            fail,
          )
        : files.includes(path)
          ? rowsOfTable(directory, path)
          : [];
    const waiting: PlacedRow[] = [];
    for await (const batch of batches) {
      waiting.push(...(await take(table, batch)));
      step(batch.length);
    }
    for (const { place } of await takeAll(waiting, batch => take(table, batch)))
      report.failed.push({ place, problem: 'refers to something that is not here.' });
  }
}

/** Takes rows that waited for others of their table, as often as it helps. Gives those that wait still. */
async function takeAll(
  waiting: readonly PlacedRow[],
  take: (batch: readonly PlacedRow[]) => Promise<PlacedRow[]>,
): Promise<readonly PlacedRow[]> {
  if (waiting.length === 0) return waiting;
  const left: PlacedRow[] = [];
  for (let from = 0; from < waiting.length; from += 100)
    left.push(...(await take(waiting.slice(from, from + 100))));
  return left.length < waiting.length ? takeAll(left, take) : left;
}

function wordsOf(error: unknown): string {
  return error instanceof z.ZodError ? z.prettifyError(error) : toAppError(error).message;
}
