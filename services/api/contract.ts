import { z } from 'zod';
import { defineContract, method } from '../../core/rpc/contract.ts';

/** Times cross the wire as RFC 3339 text in UTC. */
const Time = z.iso.datetime();
const Slug = z.string().min(1).max(200);

export const PostStatus = z.enum(['draft', 'published', 'scheduled']);

export const PostSummary = z.object({
  id: z.string(),
  slug: Slug,
  /** Empty for a note without a title. */
  title: z.string(),
  /** Plain text, at most 300 characters. */
  summary: z.string(),
  tags: z.array(z.object({ slug: z.string(), name: z.string() })),
  status: PostStatus,
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
  /** Grows with every change; its writer sends it back to be told when somebody else was quicker. */
  version: z.number().int().optional(),
});
export type Post = z.infer<typeof Post>;

export const Site = z.object({
  title: z.string(),
  description: z.string(),
  language: z.string(),
  author: z.object({
    name: z.string(),
    url: z.string().optional(),
    photo: z.string().optional(),
    bio: z.string().optional(),
  }),
  /** Whether the owner has used the setup link. */
  claimed: z.boolean(),
});
export type Site = z.infer<typeof Site>;

export const Scope = z.enum(['read', 'write', 'admin']);
export type Scope = z.infer<typeof Scope>;
export const Principal = z.object({
  account: z.string(),
  name: z.string(),
  role: z.enum(['owner', 'member']),
  scopes: z.array(Scope),
});
export type Principal = z.infer<typeof Principal>;

/** In characters. */
export const LONGEST_MARKDOWN = 1_000_000;

/** What a writer sends. On update, what is absent stays as it is. */
export const PostInput = z.object({
  title: z.string().max(500).optional(),
  markdown: z.string().max(LONGEST_MARKDOWN),
  /** Made from the title or the first words unless given. */
  slug: Slug.optional(),
  tags: z.array(z.string().min(1).max(100)).max(50).optional(),
  /** A draft unless given. Published in the future is scheduled, and scheduled in the past is published. */
  status: PostStatus.optional(),
  /** Plain text for lists and feeds; made from the first paragraph unless given. */
  summary: z.string().max(1000).optional(),
  language: z.string().max(35).optional(),
  createdAt: Time.optional(),
  updatedAt: Time.optional(),
  publishedAt: Time.optional(),
});
export type PostInput = z.infer<typeof PostInput>;

const Page = z.object({
  limit: z.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

export const apiContract = defineContract('api', {
  paths: ['/api/v1', '/media'],
  methods: {
    /** A number that grows with every change a visitor could see; the version in cache keys. */
    getRevision: method({
      input: z.object({}),
      output: z.object({ revision: z.number() }),
      idempotent: true,
    }),
    getSite: method({ input: z.object({}), output: Site, idempotent: true }),
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
    /** Keeps a file under the hash of its content and gives its path on the site, `/media/…`. */
    saveMedia: method({
      input: z.object({ name: z.string().max(255), data: z.instanceof(Uint8Array) }),
      output: z.object({ path: z.string() }),
      idempotent: true,
      timeout: 30_000,
    }),
    /** Who a bearer token or session belongs to; `unauthenticated` when nobody. */
    authenticate: method({
      input: z.object({ token: z.string().max(200) }),
      output: Principal,
      idempotent: true,
    }),
    /** Uses the one-time setup code: makes the owner's account and a first token. `forbidden` when the code is wrong or used. */
    claimOwner: method({
      input: z.object({
        code: z.string().max(200),
        name: z.string().min(1).max(100),
        siteTitle: z.string().min(1).max(200).optional(),
      }),
      output: z.object({ token: z.string() }),
    }),
    /** Whether a setup code is the one that was printed and still unused. */
    checkSetupCode: method({
      input: z.object({ code: z.string().max(200) }),
      output: z.object({ valid: z.boolean() }),
      idempotent: true,
    }),
    createToken: method({
      input: z.object({ name: z.string().min(1).max(100), scopes: z.array(Scope).min(1) }),
      output: z.object({ id: z.string(), token: z.string() }),
    }),
    listTokens: method({
      input: z.object({}),
      output: z.object({
        tokens: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            scopes: z.array(Scope),
            createdAt: Time,
            usedAt: Time.optional(),
          }),
        ),
      }),
      idempotent: true,
    }),
    revokeToken: method({ input: z.object({ id: z.string() }), output: z.object({}), idempotent: true }),
  },
  events: {
    /** Something a visitor could see has changed. */
    siteChanged: z.object({ revision: z.number() }),
  },
  errors: {
    slug_taken: 'conflict',
    changed_since: 'conflict',
    idempotency_mismatch: 'conflict',
    setup_done: 'forbidden',
    media_type: 'invalid',
  },
});
