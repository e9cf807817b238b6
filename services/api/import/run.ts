import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Client } from '../../../core/rpc/contract.ts';
import type { apiContract } from '../contract.ts';
import type { KnownSlug } from './plan-slugs.ts';

export interface ImportOptions {
  dryRun?: boolean;
  /** Tells others of the posts as of new ones: by webmentions, webhooks and hubs. */
  tell?: boolean;
  signal?: AbortSignal;
  progress?(done: number, total: number): void;
}

export interface ImportReport {
  created: number;
  updated: number;
  unchanged: number;
  /** Comments and pingbacks that were not here; undefined where an import brings none. */
  responses?: number;
  /** `file` names the post where it comes from: a path, or a number and title of an export. */
  failed: { file: string; problem: string }[];
  warnings: { file: string; warning: string }[];
}

export type Outcome = 'created' | 'updated' | 'unchanged';

/** Saves under way at once: enough to keep the database busy while the next post is read. */
const IN_FLIGHT = 6;
const RETRIES = 5;

export function emptyReport(): ImportReport {
  return { created: 0, updated: 0, unchanged: 0, failed: [], warnings: [] };
}

export function addFailure(report: ImportReport, file: string, error: unknown): void {
  report.failed.push({ file, problem: wordsOf(error) });
}

/**
 * Saves every post, some at once. What is broken is reported and the rest goes in. Throws when the service stays away or the
 * signal aborts; what was saved stays, and running it again goes on.
 */
export async function saveEach<T>(
  posts: Iterable<T> | AsyncIterable<T>,
  total: number,
  report: ImportReport,
  options: ImportOptions,
  nameOf: (post: T) => string,
  save: (post: T) => Promise<{ outcome: Outcome; warnings: readonly string[] }>,
): Promise<void> {
  let done = 0;
  await inParallel(posts, async post => {
    if (options.signal?.aborted)
      throw new AppError(
        'unavailable',
        `Stopped after ${done} of ${total} posts. What went in stays; run it again to go on.`,
      );
    const file = nameOf(post);
    try {
      const { outcome, warnings } = await save(post);
      report[outcome]++;
      for (const warning of warnings) report.warnings.push({ file, warning });
    } catch (error) {
      if (isAway(error)) throw error;
      addFailure(report, file, error);
    }
    options.progress?.(++done, total);
  });
  report.failed.sort(byFile);
  report.warnings.sort(byFile);
}

/** Tries again while the service restarts: saving the same source or file twice is saving it once. */
export async function persist<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isAway(error) || attempt === RETRIES) throw error;
      await sleep(200 * 2 ** attempt);
    }
  }
}

/** Runs an import between two entries of the audit log; without the second it was stopped. One that changes nothing has none. */
export async function noted(
  api: Pick<Client<typeof apiContract>, 'noteImport'>,
  subject: string,
  dryRun: boolean | undefined,
  work: () => Promise<Record<string, number>>,
): Promise<void> {
  if (!dryRun) await persist(() => api.noteImport({ subject }));
  const counts = await work();
  if (!dryRun) await persist(() => api.noteImport({ subject, counts }));
}

/** What became of the posts of an import, in numbers. */
export function countsOf({ created, updated, unchanged, failed }: ImportReport): Record<string, number> {
  return { created, updated, unchanged, failed: failed.length };
}

/** Every slug that is in use. */
export async function knownSlugs(api: Pick<Client<typeof apiContract>, 'listSlugs'>): Promise<KnownSlug[]> {
  const known: KnownSlug[] = [];
  let after: string | undefined;
  do {
    const page = await persist(() => api.listSlugs({ after }));
    known.push(...page.slugs);
    after = page.next;
  } while (after !== undefined);
  return known;
}

function isAway(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'unavailable' || error.code === 'deadline');
}

/** The next is read only when somebody is free for it. Throws the first error once everybody has ended what they had begun. */
async function inParallel<T>(
  items: Iterable<T> | AsyncIterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = eachOf(items);
  const worker = async () => {
    for await (const item of rest) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: IN_FLIGHT }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

async function* eachOf<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  yield* items;
}

function byFile(a: { file: string }, b: { file: string }): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
}

function wordsOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined ? toAppError(error).message : `cannot be read: ${message}`;
}
