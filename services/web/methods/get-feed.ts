import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { WebContext } from '../context.ts';
import { type FeedFile, feedFormats } from '../feeds/formats.ts';
import { type FeedScope, feedSource } from '../feeds/source.ts';

/** Makes a feed anew, past all caches: whoever asks has just heard that something changed. */
export async function getFeed(
  web: WebContext,
  { path }: { path: string },
  call: CallContext,
): Promise<{ type: string; body: string }> {
  const [, folder, slug, file] = /^(?:\/(tags|series)\/([^/]+))?\/([a-z]+\.[a-z]+)$/.exec(path) ?? [];
  if (file === undefined || !Object.hasOwn(feedFormats, file)) throw missing();
  const { type, write } = feedFormats[file as FeedFile];
  const source = await feedSource(web, web.api.getSite({}, call), file, scopeOf(folder, slug), call);
  return { type: `${type}; charset=utf-8`, body: write(source) };
}

function scopeOf(folder: string | undefined, slug: string | undefined): FeedScope {
  if (slug === undefined) return { of: 'site' };
  try {
    return { of: folder === 'tags' ? 'tag' : 'series', slug: decodeURIComponent(slug) };
  } catch {
    throw missing();
  }
}

function missing(): AppError {
  return new AppError('not_found', 'There is no such feed here.');
}
