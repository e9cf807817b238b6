import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Schema } from '../schema.ts';
import { findPost } from '../store/posts/own-posts.ts';
import { listRevisions } from '../store/posts/revisions.ts';

/** The refusal of a change to a version that is no longer the one of now, with what a person needs to decide. */
export async function changedSince(db: Kysely<Schema>, id: string): Promise<AppError> {
  const post = await findPost(db, id);
  if (!post)
    return new AppError('conflict', 'The post was deleted since you read it.', { reason: 'changed_since' });
  const [now] = await listRevisions(db, post.id, 1, post.version + 1);
  const by = now?.account_name ?? undefined;
  const current = {
    version: post.version,
    title: post.title,
    updatedAt: post.changed_at.toISOString(),
    ...(by === undefined ? {} : { by }),
  };
  return new AppError(
    'conflict',
    `${by ?? 'Somebody'} changed the post since you read it. Read it again, then decide.`,
    { reason: 'changed_since', details: { current } },
  );
}
