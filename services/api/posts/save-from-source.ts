import { createHash } from 'node:crypto';
import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import type { Post, PostInput } from '../contract.ts';
import { findBySource } from '../store/posts/own-posts.ts';
import { toPost } from '../store/posts/post-row.ts';
import type { Origin } from '../store/posts/write-post.ts';
import { type Changing, changePost } from './change.ts';
import { createPost } from './create.ts';

export interface Saved {
  post: Post;
  outcome: 'created' | 'updated' | 'unchanged';
}

const ATTEMPTS = 5;

/**
 * Saves the one post of an origin. What the origin said last is remembered by its hash: when it says the same again nothing
 * is touched, so that what the owner has edited since stays.
 */
export async function saveFromSource(
  ctx: ApiContext,
  source: string,
  input: PostInput,
  { by, address, quiet }: Pick<Changing, 'address' | 'quiet'> & { by?: string | undefined } = {},
): Promise<Saved> {
  const origin: Origin = { source, hash: hashInput(input) };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await findBySource(ctx.db, source);
    if (before?.source_hash?.equals(origin.hash)) return { post: toPost(before), outcome: 'unchanged' };
    if (before) {
      const changed = await changePost(ctx, before, input, { origin, by, address, quiet });
      if (changed) return changed;
    } else {
      const post = await createPost(ctx, input, { origin, by, quiet });
      if (post) return { post, outcome: 'created' };
    }
  }
  throw new AppError('conflict', `${source} is being saved by somebody else. Try again.`);
}

/** SHA-256 of what was sent, whatever the order of its fields. */
export function hashInput(input: object): Buffer {
  const fields = Object.entries(input).filter(([, value]) => value !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest();
}
