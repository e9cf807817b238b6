import { createHash } from 'node:crypto';
import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import type { Post, PostInput } from '../contract.ts';
import { findBySource } from '../store/posts/own-posts.ts';
import { toPost } from '../store/posts/post-row.ts';
import type { Origin } from '../store/posts/write-post.ts';
import { type Changing, changePost } from './change.ts';
import { type CreateOptions, createPost } from './create.ts';

export interface Saved {
  post: Post;
  outcome: 'created' | 'updated' | 'unchanged';
  /** Former paths that do not lead to it, and why. */
  notes?: string[];
}

type Saving = Omit<CreateOptions, 'origin' | 'once'> & Pick<Changing, 'address'> & { notes: string[] };

const ATTEMPTS = 5;

/**
 * Saves the one post of an origin. What the origin said last is remembered by its hash: when it says the same again nothing
 * is touched, so that what the owner has edited since stays.
 */
export async function saveFromSource(
  ctx: ApiContext,
  origin: Origin,
  input: PostInput,
  options: Saving,
): Promise<Saved> {
  const { source } = origin;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await findBySource(ctx.db, source);
    if (before?.source_hash?.equals(origin.hash)) return { post: toPost(before), outcome: 'unchanged' };
    options.notes.length = 0;
    if (before) {
      const changed = await changePost(ctx, before, input, { ...options, origin });
      if (changed) return { ...changed, notes: options.notes };
    } else {
      const post = await createPost(ctx, input, { ...options, origin });
      if (post) return { post, outcome: 'created', notes: options.notes };
    }
  }
  throw new AppError('conflict', `${source} is being saved by somebody else. Try again.`);
}

/** What is remembered of an origin: by the word that it has for what it says, or by all of that. */
export function originOf(
  source: string,
  input: PostInput,
  formerPaths: readonly string[],
  said: string | undefined,
): Origin {
  const all = formerPaths.length === 0 ? input : { ...input, formerPaths };
  return { source, hash: hashInput(said === undefined ? all : { said }) };
}

/** SHA-256 of what was sent, whatever the order of its fields. */
export function hashInput(input: object): Buffer {
  const fields = Object.entries(input).filter(([, value]) => value !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest();
}
