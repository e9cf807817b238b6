import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { Page, Slug, Time } from './common.ts';
import { Post, PostKind, PostStatus } from './post.ts';

/** A post that was deleted and can be brought back until it is erased. */
export const DeletedPost = z.object({
  id: z.string(),
  slug: Slug,
  kind: PostKind,
  status: PostStatus,
  title: z.string(),
  /** The beginning of its text. */
  summary: z.string(),
  /** Comments and mentions that went with it. */
  responses: z.number().int(),
  deletedAt: Time,
  /** When it is gone for good. */
  erasedAt: Time,
  /** Name of who deleted it. */
  deletedBy: z.string().optional(),
});
export type DeletedPost = z.infer<typeof DeletedPost>;

const One = z.object({ id: z.uuid(), actor: Actor.default({}) });

export const trashMethods = {
  /** Deleted posts, the last one first. */
  listDeletedPosts: method({
    input: Page,
    output: z.object({ posts: z.array(DeletedPost), next: z.string().optional() }),
    idempotent: true,
  }),
  /**
   * Brings a deleted post back under its id, with its comments, mentions, revisions and old addresses; with a number after its
   * slug when another post has that by now. `not_found` when it is not kept any more.
   */
  undeletePost: method({ input: One, output: Post }),
  /** Erases a deleted post at once. `not_found` when it is not there. */
  eraseDeletedPost: method({ input: One, output: z.object({}) }),
};
