import { AppError, toAppError } from '../../../core/errors.ts';
import type { FetchResult } from '../../../core/fetch/index.ts';
import type { ReaderContext } from '../context.ts';
import { type OwnFetchOptions, ownOptionsFor } from '../options/feed-options.ts';
import { statusWords } from '../poll/status-words.ts';
import { keepArticle, noteTrouble, type PageRow } from '../store/full-texts.ts';
import { findArticle } from './page-work.ts';

type ArticleContext = Pick<ReaderContext, 'db' | 'fetcher' | 'secrets' | 'log'>;

/** Bytes, decompressed, beyond which a page is not read. */
const MAX_BYTES = 10_000_000;
/** How often a page that cannot be had is tried: over a day and a half, the pause doubling from five minutes. */
const TRIES = 9;
const FIRST_PAUSE = 300_000;

/** What another try does not mend. */
const FINAL = new Set([
  'no_article',
  'no_page',
  'gone',
  'hostile',
  'blocked_address',
  'bad_url',
  'too_large',
]);

/**
 * Fetches the page of an item, finds the article in it and keeps it; what is wrong instead is noted in words, and tried again
 * where that may help. Throws only what the database throws, and `unavailable` or `deadline` when we are too busy or stop.
 */
export async function fetchArticle(ctx: ArticleContext, page: PageRow, signal?: AbortSignal): Promise<void> {
  try {
    const { url, html } = await fetchPage(ctx, page, signal);
    const { content, remove } = page;
    await keepArticle(
      ctx.db,
      page,
      await findArticle({ url, html, content: content ?? undefined, remove: remove ?? undefined }),
    );
  } catch (error) {
    const { message, reason, code, retryAfter } = toAppError(error);
    if (code === 'internal' || reason === 'busy' || reason === 'aborted') throw error;
    const over = (reason !== undefined && FINAL.has(reason)) || page.failures + 1 >= TRIES;
    const pause = Math.max(FIRST_PAUSE * 2 ** page.failures, (retryAfter ?? 0) * 1000);
    await noteTrouble(ctx.db, page.id, message, over ? undefined : new Date(Date.now() + pause));
  }
}

async function fetchPage(
  ctx: ArticleContext,
  page: PageRow,
  signal: AbortSignal | undefined,
): Promise<{ url: string; html: string }> {
  if (page.url === null) throw new AppError('invalid', 'This item leads to no page.', { reason: 'no_page' });
  const answer = await ctx.fetcher.fetch(page.url, {
    ...ownOptions(ctx, page),
    accept: 'text/html, application/xhtml+xml, */*;q=0.1',
    maxBytes: MAX_BYTES,
    ...(signal ? { signal } : {}),
  });
  refuse(answer);
  return { url: answer.url, html: answer.text() };
}

function ownOptions(ctx: ArticleContext, page: PageRow): OwnFetchOptions {
  if (page.saved || page.url === null) return {};
  return ownOptionsFor(ctx.secrets, page.url, { ...page, id: page.feed_id, url: page.feed_url });
}

function refuse({ status, gone, retryAfter, headers }: FetchResult): void {
  if (gone) throw new AppError('not_found', 'The page is gone for good (HTTP 410 Gone).', { reason: 'gone' });
  if (status !== 200)
    throw new AppError('unavailable', statusWords(status), retryAfter === undefined ? {} : { retryAfter });
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== '' && !/html|xml|^text\/plain$/.test(type))
    throw new AppError('invalid', `What is there is no web page but ${type.slice(0, 100)}.`, {
      reason: 'no_page',
    });
}
