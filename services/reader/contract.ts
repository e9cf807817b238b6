import { z } from 'zod';
import { defineContract, method, stream } from '../../core/rpc/contract.ts';

const Time = z.iso.datetime();

export const Feed = z.object({
  id: z.string(),
  url: z.string(),
  title: z.string(),
  siteUrl: z.string().optional(),
  tags: z.array(z.string()),
  /** Whether visitors see it on `/reading`. */
  public: z.boolean(),
  /** What is wrong, in words; absent when the last poll went well. */
  problem: z.string().optional(),
  problemSince: Time.optional(),
  polledAt: Time.optional(),
  nextPollAt: Time.optional(),
});
export type Feed = z.infer<typeof Feed>;

export const Item = z.object({
  id: z.string(),
  feedId: z.string(),
  feedTitle: z.string(),
  url: z.string().optional(),
  title: z.string(),
  author: z.string().optional(),
  /** Sanitised. */
  html: z.string(),
  /** Plain text, at most 300 characters. */
  summary: z.string(),
  publishedAt: Time,
  updatedAt: Time.optional(),
});
export type Item = z.infer<typeof Item>;

export const readerContract = defineContract('reader', {
  paths: ['/reader', '/api/v1/reader'],
  methods: {
    /** Subscribes to a feed, or to the feed that a page names. Subscribing again gives the same feed. */
    subscribe: method({
      input: z.object({
        url: z.string().max(2000),
        tags: z.array(z.string().max(100)).max(50).optional(),
        title: z.string().max(500).optional(),
        /** As configured unless given. */
        public: z.boolean().optional(),
      }),
      output: z.object({ feed: Feed, created: z.boolean() }),
      timeout: 60_000,
    }),
    /** Changes the owner's name for a feed, its tags, or whether visitors see it; what is absent stays. */
    updateFeed: method({
      input: z.object({
        id: z.string(),
        title: z.string().max(500).optional(),
        tags: z.array(z.string().max(100)).max(50).optional(),
        public: z.boolean().optional(),
      }),
      output: z.object({ feed: Feed }),
      idempotent: true,
    }),
    unsubscribe: method({ input: z.object({ id: z.string() }), output: z.object({}), idempotent: true }),
    listFeeds: method({
      input: z.object({ publicOnly: z.boolean().default(false) }),
      output: z.object({ feeds: z.array(Feed) }),
      idempotent: true,
    }),
    /** Items newest first. */
    listItems: method({
      input: z.object({
        limit: z.number().int().min(1).max(100).default(20),
        cursor: z.string().max(200).optional(),
        feedId: z.string().optional(),
        tag: z.string().optional(),
        publicOnly: z.boolean().default(false),
      }),
      output: z.object({ items: z.array(Item), next: z.string().optional() }),
      idempotent: true,
    }),
    searchItems: method({
      input: z.object({
        query: z.string().min(1).max(200),
        limit: z.number().int().min(1).max(50).default(10),
        publicOnly: z.boolean().default(false),
      }),
      output: z.object({ items: z.array(Item) }),
      idempotent: true,
    }),
    /** Polls a feed now, whatever its schedule. */
    pollNow: method({
      input: z.object({ id: z.string() }),
      output: z.object({
        outcome: z.enum(['new_items', 'nothing_new', 'not_modified', 'failed', 'gone']),
        added: z.number(),
        problem: z.string().optional(),
      }),
      timeout: 60_000,
    }),
    exportOpml: method({
      input: z.object({ publicOnly: z.boolean().default(false) }),
      output: z.object({ opml: z.string() }),
      idempotent: true,
    }),
  },
  streams: {
    /** Adds every feed of an OPML document (http://opml.org/spec2.opml); tells of each outline as it is done. */
    importOpml: stream({
      input: z.object({ opml: z.string().max(20_000_000), public: z.boolean().optional() }),
      item: z.object({
        done: z.number(),
        total: z.number(),
        url: z.string(),
        outcome: z.enum(['added', 'known', 'invalid']),
        message: z.string().optional(),
      }),
    }),
  },
  events: {
    itemsAdded: z.object({ feedId: z.string(), count: z.number() }),
  },
  errors: { no_feed_found: 'invalid' },
});
