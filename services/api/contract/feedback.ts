import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { CommentFrom } from './comments.ts';
import { Page, Slug, Time } from './common.ts';

/** In characters. */
export const LONGEST_WORDS = 2_000;

export const FeedbackCount = z.object({
  slug: Slug,
  title: z.string(),
  yes: z.number().int(),
  no: z.number().int(),
});
export type FeedbackCount = z.infer<typeof FeedbackCount>;

export const FeedbackWords = z.object({
  id: z.string(),
  slug: Slug,
  title: z.string(),
  useful: z.boolean(),
  words: z.string(),
  createdAt: Time,
});
export type FeedbackWords = z.infer<typeof FeedbackWords>;

export const feedbackMethods = {
  /**
   * Answers "Was this post useful to you?". The same visitor's second answer on a day takes the place of the first; words once
   * given stay unless new ones come. `comments_closed` (forbidden) when the owner does not ask.
   */
  giveFeedback: method({
    input: z.object({
      slug: Slug,
      useful: z.boolean(),
      words: z.string().max(LONGEST_WORDS, `At most ${LONGEST_WORDS} letters.`).optional(),
      visitor: CommentFrom,
    }),
    output: z.object({}),
    idempotent: true,
  }),
  /** For the owner: posts with their counts, those with the latest answers first. */
  countFeedback: method({
    input: z.object({ limit: z.number().int().min(1).max(200).default(50) }),
    output: z.object({ posts: z.array(FeedbackCount) }),
    idempotent: true,
  }),
  /** For the owner: what visitors added in words, newest first. */
  listFeedback: method({
    input: Page,
    output: z.object({ answers: z.array(FeedbackWords), next: z.string().optional() }),
    idempotent: true,
  }),
  deleteFeedback: method({ input: z.object({ id: z.uuid() }), output: z.object({}), idempotent: true }),
};
