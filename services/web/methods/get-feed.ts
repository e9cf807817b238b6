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
  const [, list, slug, file] = /^(?:\/(tags|series)\/([^/]+))?\/([a-z]+\.[a-z]+)$/.exec(path) ?? [];
  if (file === undefined || !Object.hasOwn(feedFormats, file)) throw missing();
  const { type, write } = feedFormats[file as FeedFile];
  const scope: FeedScope =
    list === undefined ? { of: 'site' } : { of: list === 'tags' ? 'tag' : 'series', slug: decoded(slug!) };
  const source = await feedSource(web, web.api.getSite({}, call), file as FeedFile, scope, call);
  return { type: `${type}; charset=utf-8`, body: write(source) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw missing();
  }
}

function missing(): AppError {
  return new AppError('not_found', 'There is no such feed here.');
}
