import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import { findPost } from '../store/posts/own-posts.ts';
import type { PostRow } from '../store/posts/post-row.ts';
import { invalidRequest } from './request.ts';

/** Where a post stands on the site. */
export function postAddress(origin: string, { kind, slug }: { kind: string; slug: string }): string {
  return `${origin}${kind === 'page' ? '' : '/posts'}/${encodeURIComponent(slug)}`;
}

/** The slug in the address of a post on this site. Throws `invalid_request` for any other address. */
export function slugIn(url: string, origin: string): string {
  const address = URL.parse(url);
  const slug = address && /^\/(?:posts\/)?([^/]+)\/?$/.exec(address.pathname)?.[1];
  if (!slug || address.origin !== new URL(origin).origin || slug.length > 600)
    throw invalidRequest(`"url" must be the address of a post on ${origin}.`);
  try {
    return decodeURIComponent(slug);
  } catch {
    throw invalidRequest('"url" is not a proper address.');
  }
}

/** The post at an address of this site. Throws `not_found`. */
export async function postAt(ctx: ApiContext, url: string): Promise<PostRow> {
  const row = await findPost(ctx.db, slugIn(url, ctx.origin));
  if (!row) throw new AppError('not_found', 'There is no post at this address.');
  return row;
}
