import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Page, Slug, Time } from './common.ts';
import { Around, Post, PostKind, Rsvp } from './posts.ts';

/** How somebody responded to a post, whether on its page or from a site of their own. */
export const ResponseKind = z.enum(['comment', 'reply', 'like', 'repost', 'bookmark', 'rsvp', 'mention']);
export type ResponseKind = z.infer<typeof ResponseKind>;

/** Pending: waits in the queue. Approved: shown. Spam and deleted: kept for 30 days, so that every decision can be undone, and then erased. */
export const ResponseStatus = z.enum(['pending', 'approved', 'spam', 'deleted']);
export type ResponseStatus = z.infer<typeof ResponseStatus>;

/** One comment or mention as a page shows it. */
export const Response = z.object({
  id: z.string(),
  kind: ResponseKind,
  /** Written here, or found on another site. */
  origin: z.enum(['comment', 'webmention', 'pingback']),
  /** The response that it answers. */
  parent: z.string().optional(),
  author: z.object({
    name: z.string(),
    url: z.string().optional(),
    /** Path of a picture on this site. */
    photo: z.string().optional(),
    /** A name that is proved: by a code, by an account here or by a site of their own. */
    verified: z.boolean(),
    /** The site that the name is proved by, through IndieAuth. */
    site: z.string().optional(),
    owner: z.boolean(),
  }),
  /** Sanitised; empty for a like and its kind. */
  html: z.string(),
  /** It is gone, and only holds the place that its replies hang from: no name, no words. */
  deleted: z.boolean().optional(),
  /** Where it stands on another site. */
  url: z.string().optional(),
  rsvp: Rsvp.optional(),
  createdAt: Time,
  editedAt: Time.optional(),
});
export type Response = z.infer<typeof Response>;

/** Whether visitors may comment on a post: `closed` for this post or its age, `off` for the whole site. */
export const CommentsState = z.enum(['open', 'closed', 'off']);
export type CommentsState = z.infer<typeof CommentsState>;

/** A response with the post that it is to. */
export const ListedResponse = Response.extend({
  post: z.object({ slug: Slug, kind: PostKind, title: z.string(), summary: z.string() }),
});
export type ListedResponse = z.infer<typeof ListedResponse>;

/** What stands under a post. */
export const Thread = z.object({
  responses: z.array(Response),
  comments: CommentsState,
  /** Whether who leaves an e-mail address is told of replies. */
  letters: z.boolean().optional(),
});
export type Thread = z.infer<typeof Thread>;

/** A public post with what stands around it and under it: all that its page shows. */
export const PostPage = Thread.omit({ responses: true }).extend({
  /** Another one whenever the content is. */
  version: z.string(),
  /** Left out for who says that they have this version. */
  content: z.object({ post: Post, around: Around, responses: Thread.shape.responses }).optional(),
});
export type PostPage = z.infer<typeof PostPage>;
export type PostPageContent = NonNullable<PostPage['content']>;

export const threadMethods = {
  /** `known` is the version that one has. Throws as `getPost` does. */
  getPostPage: method({
    input: z.object({ slug: Slug, known: z.string().optional() }),
    output: PostPage,
    idempotent: true,
  }),
  /** What stands under a post: approved responses, oldest first, and the places of those that are gone but have replies. */
  getThread: method({
    input: z.object({ slug: Slug }),
    output: Thread,
    idempotent: true,
  }),
  /** Approved comments and replies, newest first: to all listed posts, or to one that a visitor can get to. */
  listComments: method({
    input: Page.extend({ slug: Slug.optional() }),
    output: z.object({ comments: z.array(ListedResponse), next: z.string().optional() }),
    idempotent: true,
  }),
};
