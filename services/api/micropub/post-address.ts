import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import { type PostKind, postPath } from '../contract.ts';
import { findMoved } from '../store/posts/moved.ts';
import { findPost } from '../store/posts/own-posts.ts';
import type { PostRow } from '../store/posts/post-row.ts';
import { invalidRequest } from './request.ts';

/** Where a post stands on the site, in full. */
export function postAddress(origin: string, post: { kind: PostKind; slug: string }): string {
  return origin + postPath(post);
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

/** The post that stands at an address of this site, or stood there last. Throws `not_found`. */
export async function postAt(ctx: ApiContext, url: string): Promise<PostRow> {
  const slug = slugIn(url, ctx.origin);
  const row = (await findPost(ctx.db, slug)) ?? (await postBefore(ctx, slug));
  if (!row) throw new AppError('not_found', 'There is no post at this address.');
  return row;
}

/** A client knows a post by the address it was given, however often the owner has changed it since. */
async function postBefore(ctx: ApiContext, slug: string): Promise<PostRow | undefined> {
  const moved = await findMoved(ctx.db, slug);
  return moved && findPost(ctx.db, moved.slug);
}
