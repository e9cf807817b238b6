import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Page, Slug, Time } from './common.ts';
import { ListedResponse, ResponseStatus } from './thread.ts';

/** In characters. */
export const LONGEST_COMMENT = 10_000;

/** Somebody of the public who sends something, as the service that answers them sees them. */
export const CommentFrom = z.object({
  /** IP address. */
  address: z.string().max(100),
  userAgent: z.string().max(500).optional(),
  /** Id of the account that is signed in at this browser or whose token was sent. */
  account: z.string().optional(),
  /** Secret of the site that the browser's visitor has proved to be theirs (`finishWebSignIn`). */
  site: z.string().max(200).optional(),
});
export type CommentFrom = z.infer<typeof CommentFrom>;

const Markdown = z
  .string()
  .refine(text => text.trim() !== '', 'Write something first.')
  .max(LONGEST_COMMENT, `At most ${LONGEST_COMMENT.toLocaleString('en')} letters.`);
/** Longer than any name that is taken, so that the answer can say what is wrong with it. */
const Name = z.string().max(300, 'That name is too long.');
const Code = z.string().max(200, 'That code is too long.');

/** What proves, without asking anybody, that a form was filled in by a person's browser. */
const Proof = z.object({
  /** From `beginComment`. */
  challenge: z.string().max(300).optional(),
  /** A number that makes SHA-256 of `challenge:number` begin with as many zero bits as were asked. */
  proof: z.string().max(20).optional(),
  /** A field that people do not see and programs fill in. */
  trap: z.string().max(1000).optional(),
});

export const CommentInput = Proof.extend({
  slug: Slug,
  /** Id of the response that it answers. */
  parent: z.uuid().optional(),
  name: Name,
  /** Whoever comes back with the same name and code is the same person: may change their comments, and need not wait again. */
  code: Code.optional(),
  website: z.string().max(500).optional(),
  /** Only for letters about replies; shown to nobody. */
  email: z.string().max(254).optional(),
  markdown: Markdown,
});
export type CommentInput = z.infer<typeof CommentInput>;

const Own = z.object({ id: z.uuid(), name: Name, code: Code.optional(), visitor: CommentFrom });

/** What became of a comment, for its writer: spam is told as pending. */
export const CommentResult = z.object({
  id: z.string(),
  slug: Slug,
  status: z.enum(['approved', 'pending', 'deleted']),
});
export type CommentResult = z.infer<typeof CommentResult>;

/** A comment for whoever wrote it; what is held for spam is told as pending. */
export const OwnComment = z.object({
  id: z.string(),
  post: ListedResponse.shape.post,
  status: z.enum(['approved', 'pending', 'deleted']),
  markdown: z.string(),
  html: z.string(),
  createdAt: Time,
  editedAt: Time.optional(),
});
export type OwnComment = z.infer<typeof OwnComment>;

const Writer = Own.omit({ id: true });

export const commentMethods = {
  /** What a form needs that no cached page can hold: a challenge, the zero bits of its proof, and a code for who wants one. */
  beginComment: method({
    input: z.object({}),
    output: z.object({ challenge: z.string(), bits: z.number(), code: z.string() }),
    idempotent: true,
  }),
  /** A comment as it would look. */
  previewComment: method({
    input: z.object({ markdown: Markdown, visitor: CommentFrom }),
    output: z.object({ html: z.string() }),
    idempotent: true,
  }),
  /**
   * Adds a comment. Reasons: `bad_name`, `weak_code`, `bad_address` (invalid); `name_taken` when the name is somebody's and
   * the code is not theirs; `comments_closed`; and `rate_limited`.
   */
  addComment: method({
    input: CommentInput.extend({ visitor: CommentFrom }),
    output: CommentResult,
    timeout: 10_000,
  }),
  /** For its writer, by name and code or the site that it was signed with: the comment as written, whether it is shown or not. `wrong_code` (forbidden). */
  openComment: method({
    input: Own,
    output: z.object({
      id: z.string(),
      slug: Slug,
      status: ResponseStatus,
      markdown: z.string(),
      /** Grows with every change. */
      version: z.number().int().optional(),
    }),
    timeout: 10_000,
  }),
  /** Changes it; the same checks as for a new one decide whether it waits again. */
  editComment: method({ input: Own.extend({ markdown: Markdown }), output: CommentResult, timeout: 10_000 }),
  deleteComment: method({ input: Own, output: CommentResult, timeout: 10_000 }),
  /** All that somebody wrote here by one name and code, one site or one account, newest first. `wrong_code` (forbidden). */
  listOwnComments: method({
    input: Writer.extend(Page.shape),
    output: z.object({ comments: z.array(OwnComment), next: z.string().optional() }),
    timeout: 10_000,
  }),
  /** Deletes all of it, as `deleteComment` does; gives how many. */
  deleteOwnComments: method({
    input: Writer,
    output: z.object({ deleted: z.number().int() }),
    timeout: 30_000,
  }),
};
