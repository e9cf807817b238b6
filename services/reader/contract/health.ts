import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id, Time } from './common.ts';

/** One poll that brought news or trouble or the end of trouble, or what it learned besides: that the feed has moved. */
export const PollAttempt = z.object({
  at: Time,
  outcome: z.enum(['first', 'new_items', 'pushed', 'well_again', 'moved', 'failed', 'gone']),
  /** HTTP status; absent when there was no answer. */
  status: z.number().optional(),
  words: z.string(),
  /** Bytes as they came. */
  bytes: z.number(),
  ms: z.number(),
  added: z.number(),
});
export type PollAttempt = z.infer<typeof PollAttempt>;

/** How it is with being told of news by a hub (https://www.w3.org/TR/websub/). */
export const PushHealth = z.object({
  /** Absent when the feed names none. */
  hub: z.string().optional(),
  works: z.boolean(),
  words: z.string(),
  pushedAt: Time.optional(),
  leaseUntil: Time.optional(),
});

export const FeedHealth = z.object({
  id: z.string(),
  url: z.string(),
  title: z.string(),
  state: z.enum(['well', 'damaged', 'failing', 'gone', 'new', 'moved']),
  /** The state in a sentence. */
  words: z.string(),
  problem: z.string().optional(),
  problemSince: Time.optional(),
  /** Where its server says that it has moved for good, when that is not remembered, and why not. */
  move: z.object({ url: z.string(), words: z.string() }).optional(),
  /** Failed polls in a row. */
  failures: z.number(),
  polledAt: Time.optional(),
  nextPollAt: Time,
  /** Why it is polled then and not sooner, in a sentence. */
  nextPollWhy: z.string(),
});
export type FeedHealth = z.infer<typeof FeedHealth>;

export const FeedHealthDetails = FeedHealth.extend({
  push: PushHealth,
  /** Polls since the newest attempt that found nothing new and no trouble. */
  quietPolls: z.number(),
  /** Newest first, the last 20. */
  attempts: z.array(PollAttempt),
});
export type FeedHealthDetails = z.infer<typeof FeedHealthDetails>;

export const healthMethods = {
  /** What is wrong with a feed of the person, since when, what was tried, and when and why it is polled next. Throws `not_found`. */
  feedHealth: method({
    input: z.object({ account: Account, id: Id }),
    output: z.object({ health: FeedHealthDetails }),
    idempotent: true,
  }),
  /** Every feed of the person with which something is wrong, longest first. */
  listFeedProblems: method({
    input: z.object({ account: Account }),
    output: z.object({ feeds: z.array(FeedHealth) }),
    idempotent: true,
  }),
};
