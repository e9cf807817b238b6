import { AppError, toAppError } from '../../../core/errors.ts';
import type { FetchResult } from '../../../core/fetch/index.ts';
import type { ReaderContext } from '../context.ts';
import { feedUrl } from '../feed-url.ts';
import type { ParsedFeed } from '../parse/parsed-feed.ts';
import { statusWords } from '../poll/status-words.ts';
import { appleFeed, appleLookup } from './apple-podcast.ts';
import { commonPaths } from './common-paths.ts';
import { type FeedLink, feedLinks } from './feed-links.ts';
import { knownFeeds } from './known-hosts.ts';

export interface Discovered {
  /** Where the feed is to be fetched from now on. */
  readonly url: string;
  readonly answer: FetchResult;
  readonly feed: ParsedFeed;
  /** Other feeds that the page names or that its site is known to have, the best first; they have not been fetched. */
  readonly others: readonly FeedLink[];
}

interface Attempt {
  readonly url: string;
  readonly problem: string;
}

type DiscoverContext = Pick<ReaderContext, 'download' | 'parse'>;

/** Links of a page that are tried; a page with more names the same feed in several formats. */
const MOST_TRIED = 5;
/** Feeds that are offered beside the one that was found. */
const MOST_OFFERED = 30;

/**
 * The feed at an address as people write it: the feed itself, where its site is known to keep it, the feed that the page
 * there names, the page itself by its h-feed, or one in a usual place.
 * Throws `invalid` with reason `no_feed_found` saying what was tried, or the error of the address itself when it
 * cannot be fetched at all.
 */
export async function discover(
  ctx: DiscoverContext,
  written: string,
  signal: AbortSignal,
): Promise<Discovered> {
  const url = feedUrl(written);
  const bare = !/^[a-z]+:\/\//i.test(written.trim());
  const page = await fetchPage(ctx, url, bare, signal);
  const isPage = !('feed' in page) || page.feed.kind === 'h-feed';
  if (!isPage) return page;

  const { url: pageUrl } = page.answer;
  const text = page.answer.text();
  const links = feedLinks(text, pageUrl, page.answer.headers['link']);
  const known = [...(await applePodcast(ctx, pageUrl, signal)), ...knownFeeds(pageUrl, text)];
  const named = new Set([...known, ...links.slice(0, MOST_TRIED).map(link => link.url)]);
  const tried: Attempt[] = 'feed' in page ? [] : [{ url: pageUrl, problem: page.problem }];
  for (const candidate of 'feed' in page ? named : new Set([...named, ...commonPaths(pageUrl)])) {
    const result = await attempt(ctx, candidate, signal);
    if ('feed' in result) return { ...result, others: offered([candidate, result.url]) };
    tried.push(result);
  }
  if ('feed' in page) return page;
  throw notFound(tried, named.size);

  /** All that is named but what was found, and what cannot be read. */
  function offered(found: readonly string[]): FeedLink[] {
    const done = new Set([...found, ...tried.map(({ url }) => url)]);
    const titles = new Map(links.map(({ url, title }) => [url, title]));
    return [...new Set([...known, ...titles.keys()])]
      .filter(url => !done.has(url))
      .slice(0, MOST_OFFERED)
      .map(url => ({ url, title: titles.get(url) ?? '' }));
  }
}

async function applePodcast(ctx: DiscoverContext, pageUrl: string, signal: AbortSignal): Promise<string[]> {
  const lookup = appleLookup(pageUrl);
  if (lookup === undefined) return [];
  try {
    const feed = appleFeed((await ctx.download(lookup, { signal, ignoreRetryAfter: true })).text());
    return feed === undefined ? [] : [feed];
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

type Page = { readonly answer: FetchResult; readonly problem: string };

async function fetchPage(
  ctx: DiscoverContext,
  url: string,
  bare: boolean,
  signal: AbortSignal,
): Promise<Discovered | Page> {
  let answer: FetchResult;
  try {
    answer = await ctx.download(url, { signal, ignoreRetryAfter: true });
  } catch (error) {
    // Somebody who writes a bare host does not know whether it speaks HTTPS.
    if (!bare || signal.aborted) throw error;
    answer = await ctx.download(url.replace(/^https:/, 'http:'), { signal, ignoreRetryAfter: true });
  }
  const text = answer.text();
  // A page that is missing may still stand on a site that has a feed.
  if (answer.status !== 200) return { answer, problem: statusWords(answer.status) };
  try {
    return await found(ctx, url, answer, text);
  } catch (error) {
    const { reason, message } = toAppError(error);
    if (reason !== 'not_a_feed') throw error;
    return { answer, problem: message };
  }
}

async function attempt(
  ctx: DiscoverContext,
  url: string,
  signal: AbortSignal,
): Promise<Discovered | Attempt> {
  try {
    const answer = await ctx.download(url, { signal, ignoreRetryAfter: true });
    if (answer.status !== 200) return { url, problem: statusWords(answer.status) };
    const result = await found(ctx, url, answer, answer.text());
    // A page in place of a missing feed may have an h-feed, which is not what was looked for.
    return result.feed.kind === 'h-feed' ? { url, problem: 'This is a web page and not a feed.' } : result;
  } catch (error) {
    signal.throwIfAborted();
    return { url, problem: toAppError(error).message };
  }
}

async function found(
  ctx: DiscoverContext,
  url: string,
  answer: FetchResult,
  text: string,
): Promise<Discovered> {
  const feed = await ctx.parse(text, answer.url);
  return { url: answer.permanentUrl ?? url, answer, feed, others: [] };
}

function notFound(tried: readonly Attempt[], links: number): AppError {
  const [page, ...others] = tried as [Attempt, ...Attempt[]];
  const named = links === 0 ? 'It names no feed' : `None of the ${links} feeds that it names can be read`;
  const paths = others.slice(links).map(each => new URL(each.url).pathname);
  return new AppError(
    'invalid',
    `No feed was found at ${page.url}: ${page.problem} ${named}, and there is none at ${paths.join(', ')}. Give the address of the feed itself.`,
    { reason: 'no_feed_found', details: { tried } },
  );
}
