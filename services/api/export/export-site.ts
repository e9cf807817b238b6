import { addAbortSignal } from 'node:stream';
import { AppError } from '../../../core/errors.ts';
import type { Client } from '../../../core/rpc/contract.ts';
import type { Actor, apiContract } from '../contract.ts';
import type { SavedPost } from '../import/site/saved-posts.ts';
import { hashOf } from '../media/paths.ts';
import { openExportArchive } from './archive.ts';
import { type ExportFolder, openExportFolder } from './folder.ts';
import { FORMAT, type Manifest } from './manifest.ts';
import { postFileName, writePostFile } from './post-file.ts';

type Api = Pick<
  Client<typeof apiContract>,
  'noteExport' | 'measureExport' | 'exportRows' | 'readMedia' | 'getSiteKey'
>;

export interface ExportOptions {
  /** Who asks for it, for the audit log. */
  actor?: Actor;
  signal?: AbortSignal;
  progress?(done: number, total: number): void;
}

export interface ExportReport {
  rows: Record<string, number>;
  /** Media files that are in the export. */
  files: number;
  /** Files that were written since they were not there or had changed. */
  written: number;
  /** Paths of media that the site speaks of and does not have. */
  missing: string[];
}

/** The key that commenters' codes are hashed with. */
export const KEY_FILE = 'secrets/conversation.key';

/**
 * Writes everything into a folder, which another Croft reads back without loss. Doing it again into the same folder writes
 * what has changed. Throws `invalid` for a folder that holds something else, and `unavailable` when the disk is full; what was
 * written stays, and doing it again goes on.
 */
export async function exportSite(
  api: Api,
  directory: string,
  options: ExportOptions = {},
): Promise<ExportReport> {
  return exportInto(api, begun => openExportFolder(directory, begun), options);
}

/**
 * Everything as one ZIP file, whose bytes are made as they are taken, with all of it in the folder `root`; unpacked, it is what
 * `exportSite` writes. Ends by throwing when it cannot be whole. Who takes no more of it ends the work.
 */
export async function* exportArchive(
  api: Api,
  root: string,
  options: ExportOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const archive = openExportArchive(root);
  const { output } = archive;
  const stop = new AbortController();
  if (options.signal) addAbortSignal(options.signal, output);
  const work = exportInto(api, async () => archive, { ...options, signal: stop.signal });
  work.catch((error: Error) => output.destroy(error));
  try {
    yield* output as AsyncIterable<Buffer<ArrayBuffer>>;
  } finally {
    stop.abort();
    output.destroy();
    await work.catch(() => {});
  }
}

async function exportInto(
  api: Api,
  open: (begun: Omit<Manifest, 'complete' | 'checksums'>) => Promise<ExportFolder>,
  options: ExportOptions,
): Promise<ExportReport> {
  const { croft, origin, rows: expected } = await api.measureExport({});
  const head = { format: FORMAT, croft, origin, exportedAt: new Date().toISOString() };
  const folder = await open({ ...head, rows: {}, files: 0 });
  await api.noteExport(options.actor ? { actor: options.actor } : {});
  const { key } = await api.getSiteKey({});
  await folder.text(KEY_FILE, `${key}\n`);
  const rows: Record<string, number> = {};
  const media = new Set<string>();
  const total = Object.values(expected).reduce((sum, count) => sum + count, 0);
  let done = 0;
  const tables = byTable(api.exportRows({}));
  for await (const { table, batches } of tables) {
    const counted = (async function* () {
      for await (const batch of batches) {
        stopIfAsked(options.signal);
        rows[table] = (rows[table] ?? 0) + batch.length;
        for (const path of mediaOf(table, batch)) media.add(path);
        yield batch;
        done += batch.length;
        options.progress?.(done, total);
      }
    })();
    if (table === 'post') await writePosts(folder, counted);
    else await folder.pieces(`data/${table}.jsonl`, lines(counted));
  }
  const missing = await writeMedia(api, folder, media, options.signal);
  const files = media.size - missing.length;
  await folder.finish({ ...head, rows, files });
  return { rows, files, written: folder.written, missing };
}

interface Batch {
  table: string;
  rows: string[];
}

/** The tables of a stream, each with its batches; those of one are taken before the next is asked for. */
async function* byTable(
  stream: AsyncIterable<Batch>,
): AsyncGenerator<{ table: string; batches: AsyncIterable<string[]> }> {
  const iterator = stream[Symbol.asyncIterator]();
  try {
    let next = await iterator.next();
    while (!next.done) {
      const { table } = next.value;
      yield {
        table,
        batches: (async function* () {
          while (!next.done && next.value.table === table) {
            yield next.value.rows;
            next = await iterator.next();
          }
        })(),
      };
    }
  } finally {
    await iterator.return?.();
  }
}

async function* lines(batches: AsyncIterable<string[]>): AsyncGenerator<string> {
  for await (const batch of batches) yield `${batch.join('\n')}\n`;
}

async function writePosts(folder: ExportFolder, batches: AsyncIterable<string[]>): Promise<void> {
  for await (const batch of batches)
    await Promise.all(
      batch.map(async row => {
        const post = JSON.parse(row) as SavedPost;
        await folder.text(postFileName(post), writePostFile(post));
      }),
    );
}

/** Files of the media folder that rows speak of. */
function mediaOf(table: string, rows: readonly string[]): string[] {
  const column = { media: 'path', response: 'author_photo' }[table];
  if (column === undefined) return [];
  return rows
    .map(row => (JSON.parse(row) as Record<string, unknown>)[column])
    .filter(path => typeof path === 'string')
    .filter(path => path.startsWith('/media/'));
}

async function writeMedia(
  api: Api,
  folder: ExportFolder,
  paths: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const missing: string[] = [];
  for (const path of paths) {
    stopIfAsked(signal);
    const file = path.slice(1);
    if (await folder.kept(file, sum => sum.startsWith(hashOf(path)))) continue;
    try {
      await folder.pieces(file, api.readMedia({ path }));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
      missing.push(path);
    }
  }
  return missing;
}

function stopIfAsked(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new AppError('unavailable', 'Stopped. What was written stays; export again to go on.');
}
