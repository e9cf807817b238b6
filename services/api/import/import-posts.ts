import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Client } from '../../../core/rpc/contract.ts';
import type { apiContract } from '../contract.ts';
import { convertBody } from './convert-body.ts';
import { type KnownSlug, PostIndex, planSlugs } from './plan-slugs.ts';
import { readPost, type SourcePost } from './read-post.ts';
import { openSiteFolder, type SiteFolder } from './site-folder.ts';
import { findPosts } from './walk.ts';

type Api = Pick<Client<typeof apiContract>, 'savePost' | 'saveMedia' | 'listSlugs'>;

export interface ImportOptions {
  dryRun?: boolean;
  signal?: AbortSignal;
  progress?(done: number, total: number): void;
}

export interface ImportReport {
  created: number;
  updated: number;
  unchanged: number;
  failed: { file: string; problem: string }[];
  warnings: { file: string; warning: string }[];
}

/** Saves under way at once: enough to keep the database busy while the next file is read. */
const IN_FLIGHT = 6;
const RETRIES = 5;

/**
 * Brings a folder of Markdown in, each file as the one post of its path. What is broken is reported and the rest goes in.
 * Throws when the folder cannot be read, the service stays away, or the signal aborts; what was saved stays, and running
 * it again goes on.
 */
export async function importPosts(
  api: Api,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const site = await openSiteFolder(path);
  const report: ImportReport = { created: 0, updated: 0, unchanged: 0, failed: [], warnings: [] };
  const fail = (file: string, error: unknown) => report.failed.push({ file, problem: wordsOf(error) });
  const warn = (file: string, warning: string) => void report.warnings.push({ file, warning });
  const posts: SourcePost[] = [];
  const now = new Date();
  for (const file of await findPosts(site, warn)) {
    try {
      posts.push(await readPost(site, file, now));
    } catch (error) {
      fail(file, error);
    }
  }
  planSlugs(posts, await knownSlugs(api));
  const index = new PostIndex(posts);
  let done = 0;
  await inParallel(posts, async post => {
    if (options.signal?.aborted)
      throw new AppError(
        'unavailable',
        `Stopped after ${done} of ${posts.length} posts. What went in stays; run it again to go on.`,
      );
    try {
      const saved = await saveOne(api, site, post, index, options);
      report[saved.outcome]++;
      for (const warning of [...post.fields.warnings, ...saved.warnings]) warn(post.path, warning);
    } catch (error) {
      if (isAway(error)) throw error;
      fail(post.path, error);
    }
    options.progress?.(++done, posts.length);
  });
  const byFile = (a: { file: string }, b: { file: string }) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
  report.failed.sort(byFile);
  report.warnings.sort(byFile);
  return report;
}

async function knownSlugs(api: Api): Promise<KnownSlug[]> {
  const known: KnownSlug[] = [];
  let after: string | undefined;
  do {
    const page = await persist(() => api.listSlugs({ after }));
    known.push(...page.slugs);
    after = page.next;
  } while (after !== undefined);
  return known;
}

async function saveOne(
  api: Api,
  site: SiteFolder,
  post: SourcePost,
  index: PostIndex,
  options: ImportOptions,
) {
  const { markdown, media, warnings } = await convertBody(site, post, index);
  const { warnings: _told, ...fields } = post.fields;
  const input = { ...fields, markdown, source: post.path };
  const dryRun = options.dryRun === true;
  // Asked first when there is media, so that a second run sends none of it again.
  const ahead =
    dryRun || media.size > 0 ? await persist(() => api.savePost({ ...input, dryRun: true })) : undefined;
  if (ahead && (dryRun || ahead.outcome === 'unchanged')) return { outcome: ahead.outcome, warnings };
  for (const [path, source] of media) {
    const data = await readFile(source);
    await persist(() => api.saveMedia({ name: source.split('/').at(-1) ?? path, data }));
  }
  const { outcome, post: saved } = await persist(() => api.savePost(input));
  if (saved.slug !== fields.slug)
    warnings.push(`the slug "${fields.slug}" was taken: it is "${saved.slug}" now.`);
  return { outcome, warnings };
}

/** Tries again while the service restarts: saving the same source or file twice is saving it once. */
async function persist<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isAway(error) || attempt === RETRIES) throw error;
      await sleep(200 * 2 ** attempt);
    }
  }
}

function isAway(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'unavailable' || error.code === 'deadline');
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}

function wordsOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined ? toAppError(error).message : `cannot be read: ${message}`;
}
