import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id, Time, Viewer } from './common.ts';

/** A file that comes with an item: an episode, a picture, a film. */
export const Enclosure = z.object({
  url: z.string(),
  /** Media type, as the feed gives it. */
  type: z.string().optional(),
  bytes: z.number().optional(),
  seconds: z.number().optional(),
  title: z.string().optional(),
  medium: z.enum(['audio', 'video', 'image', 'file']),
  /** Where the viewer stopped listening to it or watching it, in seconds. */
  position: z.number().optional(),
});
export type Enclosure = z.infer<typeof Enclosure>;

/** What an episode says of itself (https://podcasting2.org/docs/podcast-namespace). */
export const Episode = z.object({
  season: z.number().optional(),
  seasonName: z.string().optional(),
  number: z.number().optional(),
  /** In place of the number. */
  label: z.string().optional(),
  people: z.array(z.object({ name: z.string(), role: z.string().optional(), url: z.string().optional() })),
  /** Parts that those who made it recommend, in seconds. */
  soundbites: z.array(z.object({ start: z.number(), seconds: z.number(), title: z.string().optional() })),
});

export const Item = z.object({
  id: z.string(),
  /** The feed under which it is shown: the first to bring it of those that the viewer reads. */
  feedId: z.string(),
  feedTitle: z.string(),
  /** Every feed of the viewer that has it, that one first. */
  sources: z.array(z.object({ feedId: z.string(), title: z.string() })),
  url: z.string().optional(),
  title: z.string(),
  author: z.string().optional(),
  /** Sanitised; absent unless asked for. */
  html: z.string().optional(),
  /** Plain text, at most 300 characters. */
  summary: z.string(),
  publishedAt: Time,
  updatedAt: Time.optional(),
  /** When it was seen here to say something else than before. */
  revisedAt: Time.optional(),
  seenAt: Time,
  categories: z.array(z.string()),
  /** Absolute address. */
  image: z.string().optional(),
  enclosures: z.array(Enclosure),
  commentsUrl: z.string().optional(),
  /** Of an episode (https://podcasting2.org/docs/podcast-namespace). */
  chaptersUrl: z.string().optional(),
  transcriptUrl: z.string().optional(),
  episode: Episode.optional(),
  /** In which the person says that its feed is, or the feed itself, as a language tag. */
  language: z.string().optional(),
  /** False for a visitor, as are all marks of a person. */
  unread: z.boolean(),
  starredAt: Time.optional(),
  /** The viewer's own tags on the item. */
  tags: z.array(z.string()),
  /** That of the first file that has one. */
  position: z.number().optional(),
  /** Only of a page that the viewer saved: when its text was fetched, or why it is not here. Neither: it is on its way. */
  saved: z.object({ fetchedAt: Time.optional(), problem: z.string().optional() }).optional(),
  /** That the owner recommends it in public; told here to the owner only. */
  recommended: z.object({ at: Time, comment: z.string() }).optional(),
});
export type Item = z.infer<typeof Item>;

export const View = z.enum(['all', 'unread', 'starred', 'saved']);
export type View = z.infer<typeof View>;

/** Which items. What is `saved` is in that view alone, and where it was starred, tagged or searched for. Of a feed, of all feeds with a tag, with a tag of the item's own, or of everything. */
export const Stream = z.object({
  view: View.default('all'),
  feedId: Id.optional(),
  tag: z.string().max(100).optional(),
  itemTag: z.string().max(100).optional(),
});
export type Stream = z.infer<typeof Stream>;

/** Where images are shown from: `proxied` gives paths at this site, so that a reader's browser asks no stranger for them. */
export const Images = z.enum(['own', 'proxied']).default('own');

const Listed = z.object({ items: z.array(Item), next: z.string().optional() });

export const itemMethods = {
  /** By publication, the starred by when they were starred. */
  listItems: method({
    input: Stream.extend({
      account: Viewer,
      order: z.enum(['newest', 'oldest']).default('newest'),
      limit: z.number().int().min(1).max(100).default(20),
      cursor: z.string().max(200).optional(),
      html: z.boolean().default(false),
      images: Images,
    }),
    output: Listed,
    idempotent: true,
  }),
  /** With its HTML. `not_found` for one that the viewer does not read. */
  getItem: method({
    input: z.object({ account: Viewer, id: Id, images: Images }),
    output: Item,
    idempotent: true,
  }),
  /** Those of the ids that the viewer reads, in the order asked for, with their HTML. */
  getItems: method({
    input: z.object({ account: Account, ids: z.array(Id).max(1000), images: Images }),
    output: z.object({ items: z.array(Item) }),
    idempotent: true,
  }),
  /** Ids in the order in which the items came, which never changes: what programs keep in step by. */
  listItemIds: method({
    input: Stream.extend({
      account: Account,
      order: z.enum(['newest', 'oldest']).default('newest'),
      limit: z.number().int().min(1).max(10_000).default(20),
      cursor: z.string().max(200).optional(),
      /** Only those that came at that time or later, or before it. */
      since: Time.optional(),
      until: Time.optional(),
      /** Leaves out what has this state. */
      without: z.enum(['read', 'unread', 'starred']).optional(),
    }),
    output: z.object({ ids: z.array(z.string()), next: z.string().optional() }),
    idempotent: true,
  }),
  /**
   * Items that have all words of the query, newest first, with or without accents. `"phrases"`, `or` and `-not` are understood;
   * the last word may be the beginning of one. In everything, or in what a stream has, which may be of some time.
   */
  searchItems: method({
    input: Stream.extend({
      account: Viewer,
      query: z.string().min(1).max(200),
      /** Only what was published at that time or later, or before it. */
      since: Time.optional(),
      until: Time.optional(),
      limit: z.number().int().min(1).max(50).default(10),
      cursor: z.string().max(200).optional(),
      images: Images,
    }),
    output: Listed,
    idempotent: true,
  }),
};
