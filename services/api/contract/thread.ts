import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Slug, Time } from './common.ts';
import { Rsvp } from './posts.ts';

/** How somebody responded to a post, whether on its page or from a site of their own. */
export const ResponseKind = z.enum(['comment', 'reply', 'like', 'repost', 'bookmark', 'rsvp', 'mention']);
export type ResponseKind = z.infer<typeof ResponseKind>;

/** Pending: waits in the queue. Approved: shown. Spam and deleted: kept for a while, so that every decision can be undone. */
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
    owner: z.boolean(),
  }),
  /** Sanitised; empty for a like and its kind. */
  html: z.string(),
  /** Where it stands on another site. */
  url: z.string().optional(),
  rsvp: Rsvp.optional(),
  createdAt: Time,
  editedAt: Time.optional(),
});
export type Response = z.infer<typeof Response>;

export const threadMethods = {
  /** What stands under a post: approved responses, oldest first. */
  getThread: method({
    input: z.object({ slug: Slug }),
    output: z.object({ responses: z.array(Response) }),
    idempotent: true,
  }),
};
