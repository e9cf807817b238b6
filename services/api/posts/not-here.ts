import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { type PostKind, postPath } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { findMoved } from '../store/posts/moved.ts';

/** What is thrown for a slug that no post or no page has: `not_found`, with the reason `moved` when it is known where it went. */
export async function notHere(db: Kysely<Schema>, slug: string): Promise<AppError> {
  const moved = await findMoved(db, slug);
  return moved ? movedTo(moved) : new AppError('not_found', `There is no post "${slug}" here.`);
}

export function movedTo(post: { slug: string; kind: PostKind }): AppError {
  const path = postPath(post);
  return new AppError('not_found', `This is at ${path} now.`, {
    reason: 'moved',
    details: { slug: post.slug, path },
  });
}
