import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Page, Slug, Time, WebAddress } from './common.ts';

export const PostStatus = z.enum(['draft', 'published', 'scheduled']);
export type PostStatus = z.infer<typeof PostStatus>;

/** What a post is, after https://indieweb.org/posts#Types_of_Posts. A page stands outside the stream of posts, such as `/now`. */
export const PostKind = z.enum([
  'article',
  'note',
  'photo',
  'bookmark',
  'like',
  'repost',
  'reply',
  'rsvp',
  'page',
]);
export type PostKind = z.infer<typeof PostKind>;

/** Unlisted: for whoever has the address, in no list, feed or search. Private: for people who are signed in. */
export const Visibility = z.enum(['public', 'unlisted', 'private']);
export type Visibility = z.infer<typeof Visibility>;

export const Rsvp = z.enum(['yes', 'no', 'maybe', 'interested']);

/** A picture of a photo post: a path on this site or an address, and what it shows for whoever cannot see it. */
export const Photo = z.object({ src: z.string().min(1).max(2000), alt: z.string().max(2000) });
export type Photo = z.infer<typeof Photo>;

/** What a bookmark, like, repost, reply or RSVP is about. */
export const Target = z.object({ url: WebAddress, title: z.string().max(500).optional() });
export type Target = z.infer<typeof Target>;

export const PostSummary = z.object({
  id: z.string(),
  kind: PostKind,
  slug: Slug,
  /** Empty for a note without a title. */
  title: z.string(),
  /** Plain text, at most 300 characters. */
  summary: z.string(),
  tags: z.array(z.object({ slug: z.string(), name: z.string() })),
  status: PostStatus,
  visibility: Visibility,
  pinned: z.boolean(),
  target: Target.optional(),
  rsvp: Rsvp.optional(),
  photos: z.array(Photo),
  series: z.object({ slug: z.string(), name: z.string() }).optional(),
  language: z.string().optional(),
  /** Reading time in whole minutes, at least 1. */
  minutes: z.number().int(),
  createdAt: Time,
  updatedAt: Time,
  /** When it is or will be public; absent on a draft. */
  publishedAt: Time.optional(),
});
export type PostSummary = z.infer<typeof PostSummary>;

export const Post = PostSummary.extend({
  markdown: z.string(),
  /** Rendered and safe to put in a page. */
  html: z.string(),
  words: z.number().int(),
  /** Address that search engines should take for the original, when the post stood elsewhere first. */
  canonical: z.string().optional(),
  /** Grows with every change; its writer sends it back to be told when somebody else was quicker. */
  version: z.number().int().optional(),
});
export type Post = z.infer<typeof Post>;

/** A post as a link to it. */
export const PostLink = z.object({
  kind: PostKind,
  slug: Slug,
  title: z.string(),
  summary: z.string(),
  publishedAt: Time,
});
export type PostLink = z.infer<typeof PostLink>;

/** What stands around a post. */
export const Around = z.object({
  newer: PostLink.optional(),
  older: PostLink.optional(),
  series: z
    .object({
      slug: z.string(),
      name: z.string(),
      /** Of this post, from 1. */
      position: z.number().int(),
      count: z.number().int(),
      previous: PostLink.optional(),
      next: PostLink.optional(),
    })
    .optional(),
  /** Posts that share its rarest tags, or its words. */
  related: z.array(PostLink),
});
export type Around = z.infer<typeof Around>;

/** In characters. */
export const LONGEST_MARKDOWN = 1_000_000;

/** What a writer sends. On update, what is absent stays as it is, and null takes away what may be absent. */
export const PostInput = z.object({
  /** Seen from the other fields unless given: a target makes a bookmark, photos a photo, a title an article, else a note. */
  kind: PostKind.optional(),
  title: z.string().max(500).optional(),
  markdown: z.string().max(LONGEST_MARKDOWN),
  /** Made from the title or the first words unless given. */
  slug: Slug.optional(),
  tags: z.array(z.string().min(1).max(100)).max(50).optional(),
  /** A draft unless given. Published in the future is scheduled, and scheduled in the past is published. */
  status: PostStatus.optional(),
  /** Public unless given. */
  visibility: Visibility.optional(),
  pinned: z.boolean().optional(),
  target: Target.nullish(),
  rsvp: Rsvp.nullish(),
  photos: z.array(Photo).max(50).optional(),
  /** Name of the series that it is a part of. */
  series: z.string().min(1).max(200).nullish(),
  canonical: WebAddress.nullish(),
  /** Plain text for lists and feeds; made from the first paragraph unless given. */
  summary: z.string().max(1000).optional(),
  language: z.string().max(35).optional(),
  createdAt: Time.optional(),
  updatedAt: Time.optional(),
  publishedAt: Time.optional(),
});
export type PostInput = z.infer<typeof PostInput>;

/** The account that makes a change; it is kept with the revision. */
const By = { by: z.uuid().optional() };

export const OwnSort = z.enum(['newest', 'oldest', 'updated', 'title']);
export type OwnSort = z.infer<typeof OwnSort>;

export const BulkAction = z.enum(['publish', 'draft', 'delete', 'addTag', 'removeTag', 'visibility']);
export type BulkAction = z.infer<typeof BulkAction>;

/** A text in pieces, of which those are marked that a search was for. */
export const Marked = z.array(z.object({ text: z.string(), mark: z.boolean() }));
export type Marked = z.infer<typeof Marked>;

export const FoundPost = PostSummary.extend({
  /** The title, and the passage of the text that has most of what was searched. */
  markedTitle: Marked.optional(),
  excerpt: Marked.optional(),
});
export type FoundPost = z.infer<typeof FoundPost>;

export const postMethods = {
  /**
   * A public post, and with `around` what stands around it. `not_found` when there is none, it is a draft or its time has not
   * come; with the reason `moved` and `details: { slug, path }` when it has another address now, as every page has.
   */
  getPost: method({
    input: z.object({ slug: Slug, around: z.boolean().optional() }),
    output: Post.extend({ around: Around.optional() }),
    idempotent: true,
  }),
  /** A public page, which stands at `/SLUG`. Throws as `getPost` does. */
  getPage: method({ input: z.object({ slug: Slug }), output: Post, idempotent: true }),
  /** Public posts, newest first: all of them, or of a tag, a year, a series, or those that are pinned. */
  listPosts: method({
    input: Page.extend({
      tag: z.string().optional(),
      year: z.number().int().optional(),
      series: z.string().optional(),
      pinned: z.literal(true).optional(),
      full: z.boolean().optional(),
    }),
    output: z.object({
      posts: z.array(PostSummary.extend({ html: z.string().optional() })),
      next: z.string().optional(),
    }),
    idempotent: true,
  }),
  /** Tags of public posts with how many there are, by name. */
  listTags: method({
    input: z.object({}),
    output: z.object({
      tags: z.array(z.object({ slug: z.string(), name: z.string(), count: z.number() })),
    }),
    idempotent: true,
  }),
  /** Series that have public posts, by name, with how many. */
  listSeries: method({
    input: z.object({}),
    output: z.object({
      series: z.array(z.object({ slug: z.string(), name: z.string(), count: z.number() })),
    }),
    idempotent: true,
  }),
  /** The public posts of a series in the order in which they appeared, at most 500. `not_found` when there are none. */
  getSeries: method({
    input: z.object({ slug: Slug }),
    output: z.object({ slug: z.string(), name: z.string(), posts: z.array(PostSummary) }),
    idempotent: true,
  }),
  /** Years with public posts, newest first. */
  listYears: method({
    input: z.object({}),
    output: z.object({ years: z.array(z.object({ year: z.number(), count: z.number() })) }),
    idempotent: true,
  }),
  /**
   * Public posts that have all words of the query, best first: without regard to accents, in other forms where there is a
   * dictionary of their language, the last word perhaps unfinished. When there are none, `didYouMean` may be a query that
   * has some.
   */
  searchPosts: method({
    input: z.object({
      query: z.string().min(1).max(200),
      limit: z.number().int().min(1).max(50).default(10),
    }),
    output: z.object({ posts: z.array(FoundPost), didYouMean: z.string().optional() }),
    idempotent: true,
  }),
  /** Public posts and pages whose address is like a path that leads nowhere, most alike first. */
  suggestPosts: method({
    input: z.object({
      path: z.string().max(2000),
      limit: z.number().int().min(1).max(10).default(5),
    }),
    output: z.object({ posts: z.array(PostLink) }),
    idempotent: true,
  }),
  /**
   * Makes a post, or with `source` the one post of that origin: saving the same again changes nothing, also when the owner
   * has edited the post since. With `source` a taken slug gets a number instead of failing with `slug_taken`.
   */
  savePost: method({
    input: PostInput.extend({
      source: z.string().max(500).optional(),
      /** Only tells what would come of it. */
      dryRun: z.boolean().optional(),
      ...By,
    }),
    output: z.object({ post: Post, outcome: z.enum(['created', 'updated', 'unchanged']) }),
  }),
  /**
   * Changes a post by id; what is absent stays. With `version`, `changed_since` when the post is no longer that one; its
   * details hold `current: { version, title, updatedAt, by? }`, or nothing when the post is gone.
   */
  updatePost: method({
    input: z.object({
      id: z.string(),
      version: z.number().int().optional(),
      changes: PostInput.partial(),
      ...By,
    }),
    output: z.object({ post: Post, outcome: z.enum(['updated', 'unchanged']) }),
  }),
  deletePost: method({
    input: z.object({ id: z.string(), version: z.number().int().optional() }),
    output: z.object({}),
  }),
  /** For its writer: a post by id or slug, public or not. */
  getOwnPost: method({ input: z.object({ key: Slug }), output: Post, idempotent: true }),
  /**
   * For its writer: posts that are all of what is asked, newest first unless sorted otherwise. `query` wants all of its words
   * in title, tags or text, the last one perhaps unfinished.
   */
  listOwnPosts: method({
    input: Page.extend({
      status: PostStatus.optional(),
      kind: PostKind.optional(),
      visibility: Visibility.optional(),
      /** Slug of a tag. */
      tag: z.string().max(200).optional(),
      /** Slug of a series. */
      series: z.string().max(200).optional(),
      query: z.string().max(200).optional(),
      sort: OwnSort.optional(),
    }),
    output: z.object({ posts: z.array(PostSummary), next: z.string().optional() }),
    idempotent: true,
  }),
  /** How many posts there are of each status. */
  countOwnPosts: method({
    input: z.object({}),
    output: z.object({ draft: z.number(), scheduled: z.number(), published: z.number() }),
    idempotent: true,
  }),
  /** Does one thing to many posts, and tells of each what came of it; `tag` is a name, and the action says what it needs. */
  bulkPosts: method({
    input: z.object({
      ids: z.array(z.string().max(200)).min(1).max(200),
      action: BulkAction,
      tag: z.string().min(1).max(100).optional(),
      visibility: Visibility.optional(),
      ...By,
    }),
    output: z.object({
      results: z.array(
        z.object({
          id: z.string(),
          outcome: z.enum(['changed', 'unchanged', 'failed']),
          /** Why it failed. */
          problem: z.string().optional(),
        }),
      ),
    }),
    timeout: 60_000,
  }),
  /** All slugs in use with the origins of their posts, by slug: an import plans with it so that links between its posts are right. */
  listSlugs: method({
    input: z.object({ after: z.string().max(200).optional() }),
    output: z.object({
      slugs: z.array(z.object({ slug: z.string(), source: z.string().optional() })),
      /** The last slug of this page, when there are more. */
      next: z.string().optional(),
    }),
    idempotent: true,
  }),
};
