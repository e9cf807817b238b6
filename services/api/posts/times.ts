import { AppError } from '../../../core/errors.ts';
import type { PostInput } from '../contract.ts';
import type { PostRow } from '../store/posts/post-row.ts';

export interface Times {
  status: 'draft' | 'published' | 'scheduled';
  createdAt: Date;
  updatedAt: Date;
  publishedAt: Date | null;
}

/**
 * The status and times of a post. A time in the future makes it scheduled and one in the past published, so that status and
 * time never contradict each other; a draft keeps the time it once had. Throws `invalid` when a post is scheduled without one.
 */
export function composeTimes(input: Partial<PostInput>, before: PostRow | undefined, now: Date): Times {
  const asked = input.status ?? (before?.status as Times['status'] | undefined) ?? 'draft';
  const given =
    input.publishedAt === undefined ? (before?.published_at ?? null) : new Date(input.publishedAt);
  const createdAt = input.createdAt === undefined ? (before?.created_at ?? now) : new Date(input.createdAt);
  const updatedAt =
    input.updatedAt !== undefined ? new Date(input.updatedAt) : before || !input.createdAt ? now : createdAt;
  if (asked === 'draft') return { status: 'draft', createdAt, updatedAt, publishedAt: given };
  if (asked === 'scheduled' && given === null)
    throw new AppError(
      'invalid',
      'A scheduled post needs publishedAt, the time at which it becomes public.',
      {
        details: { field: 'publishedAt' },
      },
    );
  const publishedAt = given ?? now;
  return { status: publishedAt > now ? 'scheduled' : 'published', createdAt, updatedAt, publishedAt };
}
