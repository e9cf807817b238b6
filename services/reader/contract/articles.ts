import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id, Tags, Time } from './common.ts';
import { Images, Item } from './items.ts';

/** What of a page is its text, as CSS selectors such as `article .text, figure`. */
const Selector = z.string().trim().max(500);

/** How the items of one feed are read. */
export const FeedReading = z.object({
  /** The pages of new items are fetched, and shown in place of what the feed says. */
  fullText: z.boolean(),
  /** What is the text; where none of it is on a page, the article is looked for. */
  content: z.string().optional(),
  /** What is left out of it. */
  remove: z.string().optional(),
});
export type FeedReading = z.infer<typeof FeedReading>;

export const articleMethods = {
  /**
   * The text of the page to which an item leads, fetched when it is not here yet, or failed before. What is wrong is said in
   * `problem`. `not_found` for an item that the person does not read.
   */
  getFullText: method({
    input: z.object({ account: Account, id: Id, images: Images }),
    output: z.object({
      /** Sanitised. */
      html: z.string().optional(),
      fetchedAt: Time.optional(),
      problem: z.string().optional(),
    }),
    timeout: 90_000,
    idempotent: true,
  }),
  getFeedReading: method({
    input: z.object({ account: Account, id: Id }),
    output: z.object({ reading: FeedReading }),
    idempotent: true,
  }),
  /**
   * Changes how a feed's items are read; what is absent stays, and null takes it away. It is so for all who read the feed, so
   * that only the owner may, and a member for a feed that nobody else reads. `bad_selector` for what is none.
   */
  setFeedReading: method({
    input: z.object({
      account: Account,
      id: Id,
      fullText: z.boolean().optional(),
      content: Selector.nullish(),
      remove: Selector.nullish(),
    }),
    output: z.object({ reading: FeedReading }),
    idempotent: true,
    timeout: 30_000,
  }),
  /**
   * Keeps a page to be read later. It is in the view `saved` at once, and its text follows; saving it again changes nothing but
   * the tags, which are added.
   */
  savePage: method({
    input: z.object({
      account: Account,
      url: z.string().max(2000),
      title: z.string().trim().max(500).optional(),
      tags: Tags.optional(),
    }),
    output: z.object({ item: Item, created: z.boolean() }),
    idempotent: true,
  }),
  /** Lets go of a saved page. */
  removeSaved: method({
    input: z.object({ account: Account, id: Id }),
    output: z.object({}),
    idempotent: true,
  }),
};
