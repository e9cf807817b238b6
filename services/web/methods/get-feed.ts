import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { WebContext } from '../context.ts';
import { type FeedFile, feedFormats } from '../feeds/formats.ts';
import { linkFeeds } from '../feeds/link-feeds.ts';
import { recommendedSource } from '../feeds/recommended.ts';
import { type FeedScope, feedSource } from '../feeds/source.ts';

/** Makes a feed anew, past all caches: whoever asks has just heard that something changed. */
export async function getFeed(
  web: WebContext,
  { path }: { path: string },
  call: CallContext,
): Promise<{ type: string; body: string }> {
  const site = web.api.getSite({}, call);
  const [, tag, ofReading] = /^\/reading(?:\/tags\/([^/]+))?\/([a-z]+\.[a-z]+)$/.exec(path) ?? [];
  if (ofReading !== undefined && isFile(ofReading)) {
    const asked = { file: ofReading, tag: tag === undefined ? undefined : decode(tag) };
    const body = linkFeeds[ofReading](await recommendedSource(web, site, asked, call));
    return { type: `${feedFormats[ofReading].type}; charset=utf-8`, body };
  }
  const [, folder, slug, file] = /^(?:\/(tags|series)\/([^/]+))?\/([a-z]+\.[a-z]+)$/.exec(path) ?? [];
  if (file === undefined || !isFile(file)) throw missing();
  const { type, write } = feedFormats[file];
  const source = await feedSource(web, site, file, scopeOf(folder, slug), call);
  return { type: `${type}; charset=utf-8`, body: write(source) };
}

function isFile(file: string): file is FeedFile {
  return Object.hasOwn(feedFormats, file);
}

function scopeOf(folder: string | undefined, slug: string | undefined): FeedScope {
  if (slug === undefined) return { of: 'site' };
  return { of: folder === 'tags' ? 'tag' : 'series', slug: decode(slug) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw missing();
  }
}

function missing(): AppError {
  return new AppError('not_found', 'There is no such feed here.');
}
