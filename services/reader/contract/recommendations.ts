import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id, Time } from './common.ts';

/** An item that the owner recommends in public. Of one that no public feed has, what the feed says is left out. */
export const Recommendation = z.object({
  id: z.string(),
  url: z.string().optional(),
  title: z.string(),
  author: z.string().optional(),
  /** Plain text, at most 300 characters. */
  summary: z.string().optional(),
  /** The public feed that it is from. */
  feed: z.object({ title: z.string(), url: z.string(), siteUrl: z.string().optional() }).optional(),
  publishedAt: Time,
  at: Time,
  /** The owner's own words, plain text. */
  comment: z.string(),
});
export type Recommendation = z.infer<typeof Recommendation>;

export const recommendationMethods = {
  /** Recommends an item in public, or changes what is said of it. Only for the owner. */
  recommend: method({
    input: z.object({ account: Account, id: Id, comment: z.string().trim().max(500).default('') }),
    output: z.object({}),
    idempotent: true,
  }),
  unrecommend: method({
    input: z.object({ account: Account, id: Id }),
    output: z.object({}),
    idempotent: true,
  }),
  /** What the owner recommends, the newest first: for everybody. */
  listRecommendations: method({
    input: z.object({
      limit: z.number().int().min(1).max(100).default(20),
      cursor: z.string().max(200).optional(),
      /** Only of public feeds with this tag. */
      tag: z.string().max(100).optional(),
    }),
    output: z.object({
      recommendations: z.array(Recommendation),
      next: z.string().optional(),
      /** All tags of the public feeds that recommendations are from, by name. */
      tags: z.array(z.string()).optional(),
    }),
    idempotent: true,
  }),
};
