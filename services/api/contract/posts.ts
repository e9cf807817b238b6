import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { Page, Slug } from './common.ts';
import { Around, Post, PostInput, PostKind, PostLink, PostStatus, PostSummary, Visibility } from './post.ts';

export * from './post.ts';

/** The account that makes a change, which is kept with the revision, and the address that it does so from. */
const By = { by: z.uuid().optional(), address: Actor.shape.address };

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
  /** Public posts, newest first: all of them, or those of a tag, a year, a series or a kind, or those that are pinned. */
  listPosts: method({
    input: Page.extend({
      tag: z.string().optional(),
      year: z.number().int().optional(),
      series: z.string().optional(),
      kind: PostKind.optional(),
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
      tags: z.array(
        z.object({
          slug: z.string(),
          name: z.string(),
          count: z.number(),
          description: z.string().optional(),
        }),
      ),
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
  /** The public posts of a series in its order, at most 500. `not_found` when there are none. */
  getSeries: method({
    input: z.object({ slug: Slug }),
    output: z.object({
      slug: z.string(),
      name: z.string(),
      description: z.string().optional(),
      posts: z.array(PostSummary),
    }),
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
      cursor: Page.shape.cursor,
    }),
    output: z.object({
      posts: z.array(FoundPost),
      didYouMean: z.string().optional(),
      next: z.string().optional(),
    }),
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
      /** Names what the origin says, such as by a hash, where the fields depend on more: on what could be fetched. */
      said: z.string().max(200).optional(),
      /** Paths that it had elsewhere: they lead to it from then on, unless they lead somewhere already. */
      formerPaths: z.array(z.string().max(1000)).max(100).optional(),
      /** Tells nobody that it is public or has changed: no mention, no webhook, no hub. */
      quiet: z.boolean().optional(),
      /** Only tells what would come of it. */
      dryRun: z.boolean().optional(),
      ...By,
    }),
    output: z.object({
      post: Post,
      outcome: z.enum(['created', 'updated', 'unchanged']),
      /** Former paths that do not lead to it, and why. */
      notes: z.array(z.string()).optional(),
    }),
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
      quiet: z.boolean().optional(),
      ...By,
    }),
    output: z.object({ post: Post, outcome: z.enum(['updated', 'unchanged']) }),
  }),
  deletePost: method({
    input: z.object({ id: z.string(), version: z.number().int().optional(), actor: Actor.optional() }),
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
