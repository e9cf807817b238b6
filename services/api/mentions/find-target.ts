import type { Kysely } from 'kysely';
import type { ApiContext } from '../context.ts';
import type { Schema } from '../schema.ts';
import { findPost } from '../store/posts/own-posts.ts';
import { isReachable } from '../store/posts/post-row.ts';

/** What stands at an address of this site that can be mentioned; undefined when nothing does. */
export async function findTarget(
  { db, origin }: Pick<ApiContext, 'origin'> & { db: Kysely<Schema> },
  target: string,
): Promise<{ post: string | null } | undefined> {
  const url = new URL(target);
  if (url.origin !== origin) return undefined;
  if (url.pathname === '/') return { post: null };
  const slug = slugOf(url.pathname);
  const post = slug === undefined ? undefined : await findPost(db, slug);
  if (!post || !isReachable(post)) return undefined;
  const isPage = !url.pathname.startsWith('/posts/');
  return isPage === (post.kind === 'page') && post.slug === slug ? { post: post.id } : undefined;
}

function slugOf(path: string): string | undefined {
  const [, name] = /^\/(?:posts\/)?([^/]+)\/?$/.exec(path) ?? [];
  try {
    return name === undefined ? undefined : decodeURIComponent(name);
  } catch {
    return undefined;
  }
}
