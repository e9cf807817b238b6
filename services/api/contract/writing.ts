import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Time } from './common.ts';
import { LONGEST_MARKDOWN, PostInput } from './posts.ts';

/** What a writer has changed in a post and not published yet. */
export const WorkingCopy = z.object({
  /** The version of the post that it began from. */
  baseVersion: z.number().int(),
  /** Grows with every save. */
  version: z.number().int(),
  content: PostInput.partial(),
  updatedAt: Time,
});
export type WorkingCopy = z.infer<typeof WorkingCopy>;

/** A copy belongs to one post and one account. */
const Key = z.object({ post: z.uuid(), account: z.uuid() });

export const writingMethods = {
  /** Renders a text as saving it would, without saving it. */
  previewPost: method({
    input: z.object({
      markdown: z.string().max(LONGEST_MARKDOWN),
      /** That of the post; the site's unless given. */
      language: PostInput.shape.language,
    }),
    output: z.object({
      html: z.string(),
      words: z.number().int(),
      /** Reading time in whole minutes, at least 1. */
      minutes: z.number().int(),
      /** What lists and feeds show unless the writer gives a summary. */
      summary: z.string(),
    }),
    idempotent: true,
  }),
  /** The working copy, if there is one. */
  getWorkingCopy: method({
    input: Key,
    output: z.object({ copy: WorkingCopy.optional() }),
    idempotent: true,
  }),
  /**
   * Keeps a working copy in the place of the one at `version`, 0 when there was none. `changed_since` when another window has
   * saved it meanwhile, with `details: { copy }`, its version now; `not_found` when the post is gone.
   */
  saveWorkingCopy: method({
    input: Key.extend({
      baseVersion: z.number().int(),
      version: z.number().int().min(0),
      content: PostInput.partial(),
    }),
    output: z.object({ version: z.number().int(), updatedAt: Time }),
  }),
  dropWorkingCopy: method({ input: Key, output: z.object({}), idempotent: true }),
  /** The newest working copies of one account, with the titles of their posts. */
  listWorkingCopies: method({
    input: z.object({ account: z.uuid(), limit: z.number().int().min(1).max(100).default(20) }),
    output: z.object({
      copies: z.array(z.object({ post: z.string(), title: z.string(), updatedAt: Time })),
    }),
    idempotent: true,
  }),
};
