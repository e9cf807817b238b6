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

export const postMethods = {
  /** A public post. `not_found` when there is none, it is a draft or its time has not come. */
  getPost: method({ input: z.object({ slug: Slug }), output: Post, idempotent: true }),
  /** Public posts, newest first. */
  listPosts: method({
    input: Page.extend({
      tag: z.string().optional(),
      year: z.number().int().optional(),
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
  /** Years with public posts, newest first. */
  listYears: method({
    input: z.object({}),
    output: z.object({ years: z.array(z.object({ year: z.number(), count: z.number() })) }),
    idempotent: true,
  }),
  /** Public posts that have all words of the query, best first. */
  searchPosts: method({
    input: z.object({
      query: z.string().min(1).max(200),
      limit: z.number().int().min(1).max(50).default(10),
    }),
    output: z.object({ posts: z.array(PostSummary) }),
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
    }),
    output: z.object({ post: Post, outcome: z.enum(['created', 'updated', 'unchanged']) }),
  }),
  /** Changes a post by id; what is absent stays. With `version`, `changed_since` when the post is no longer that one. */
  updatePost: method({
    input: z.object({
      id: z.string(),
      version: z.number().int().optional(),
      changes: PostInput.partial(),
    }),
    output: z.object({ post: Post, outcome: z.enum(['updated', 'unchanged']) }),
  }),
  deletePost: method({
    input: z.object({ id: z.string(), version: z.number().int().optional() }),
    output: z.object({}),
  }),
  /** For its writer: a post by id or slug, public or not. */
  getOwnPost: method({ input: z.object({ key: Slug }), output: Post, idempotent: true }),
  /** For its writer: posts of one status or of all, newest first. */
  listOwnPosts: method({
    input: Page.extend({ status: PostStatus.optional() }),
    output: z.object({ posts: z.array(PostSummary), next: z.string().optional() }),
    idempotent: true,
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
