import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id, Language, Tags, Time, Viewer } from './common.ts';

/** A feed as somebody is subscribed to it. */
export const Feed = z.object({
  id: z.string(),
  url: z.string(),
  title: z.string(),
  siteUrl: z.string().optional(),
  /** What it says of itself, as plain text. */
  description: z.string().optional(),
  /** Where it asks to be supported. */
  funding: z.array(z.object({ url: z.string(), text: z.string().optional() })).optional(),
  tags: z.array(z.string()),
  /** Whether visitors see it on `/reading`; only the owner's subscriptions can be. */
  public: z.boolean(),
  /** In which language its items are, as the person says, as a language tag; absent where the feed's own word holds. */
  language: z.string().optional(),
  /** Items that came with it and are not read; 0 for a visitor. */
  unread: z.number().int(),
  /** What is wrong, in words; absent when the last poll went well. A visitor is told none of how it is polled. */
  problem: z.string().optional(),
  problemSince: Time.optional(),
  polledAt: Time.optional(),
  nextPollAt: Time.optional(),
  /** Publication of its newest item. */
  newestAt: Time.optional(),
  /** Path of the picture of its site. */
  icon: z.string().optional(),
});
export type Feed = z.infer<typeof Feed>;

/** A feed that a page offers. It has not been fetched. */
export const OfferedFeed = z.object({
  url: z.string(),
  /** As the page says; empty when it does not. */
  title: z.string(),
});
export type OfferedFeed = z.infer<typeof OfferedFeed>;

export const feedMethods = {
  /**
   * Subscribes to a feed, or to the first good one that a page names. Subscribing again gives the same feed. `others` are
   * the rest of what the page names, as far as the person does not read it. Throws `invalid`, `forbidden` and, for a member
   * who asks very often, `rate_limited`.
   */
  subscribe: method({
    input: z.object({
      account: Account,
      url: z.string().max(2000),
      tags: Tags.optional(),
      title: z.string().max(500).optional(),
      /** As configured unless given. */
      public: z.boolean().optional(),
    }),
    output: z.object({ feed: Feed, created: z.boolean(), others: z.array(OfferedFeed).optional() }),
    timeout: 60_000,
  }),
  /** Changes a person's name for a feed, its tags, its language, or whether visitors see it; what is absent stays. */
  updateFeed: method({
    input: z.object({
      account: Account,
      id: Id,
      title: z.string().max(500).optional(),
      tags: Tags.optional(),
      public: z.boolean().optional(),
      /** Null takes it away. */
      language: Language.nullish(),
    }),
    output: z.object({ feed: Feed }),
    idempotent: true,
  }),
  /** Ends a subscription. A feed that nobody reads any more goes with its items; those that somebody starred stay. */
  unsubscribe: method({
    input: z.object({ account: Account, id: Id }),
    output: z.object({}),
    idempotent: true,
  }),
  /** By title. */
  listFeeds: method({
    input: z.object({ account: Viewer }),
    output: z.object({ feeds: z.array(Feed) }),
    idempotent: true,
  }),
  /** Gives a tag another name, on feeds and on items; one that is there already takes it in. Without a name it is removed. */
  renameTag: method({
    input: z.object({
      account: Account,
      tag: z.string().max(100),
      name: z.string().trim().min(1).max(100).optional(),
    }),
    output: z.object({ feeds: z.number().int(), items: z.number().int() }),
    idempotent: true,
  }),
  /** Polls a feed of the person now, whatever its schedule. Throws `rate_limited` while its server asks for rest, and too often. */
  pollNow: method({
    input: z.object({ account: Account, id: Id }),
    output: z.object({
      outcome: z.enum(['new_items', 'nothing_new', 'not_modified', 'failed', 'gone']),
      added: z.number(),
      problem: z.string().optional(),
    }),
    timeout: 60_000,
  }),
};
