import type { Kysely } from 'kysely';
import type { ApiContext } from '../context.ts';
import { postPath } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { findPost } from '../store/posts/own-posts.ts';
import { isReachable } from '../store/posts/post-row.ts';
import { followRedirects } from '../store/redirects/redirects.ts';

/** What stands at an address of this site that can be mentioned, also at one it had before; undefined when nothing does. */
export async function findTarget(
  { db, origin }: Pick<ApiContext, 'origin'> & { db: Kysely<Schema> },
  target: string,
): Promise<{ post: string | null } | undefined> {
  const url = new URL(target);
  const path = url.origin === origin ? decoded(url.pathname) : undefined;
  if (path === undefined) return undefined;
  if (path === '/') return { post: null };
  const found = await postAt(db, path);
  if (found) return found;
  const last = (await followRedirects(db, path)).at(-1)?.target;
  return last?.startsWith('/') ? postAt(db, last) : undefined;
}

async function postAt(db: Kysely<Schema>, path: string): Promise<{ post: string } | undefined> {
  const [, slug] = /^\/(?:posts\/)?([^/]+)\/?$/.exec(path) ?? [];
  const post = slug === undefined ? undefined : await findPost(db, slug);
  if (!post || !isReachable(post)) return undefined;
  return decoded(postPath(post)) === path.replace(/\/$/, '') ? { post: post.id } : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
