import { z } from 'zod';
import { OwnSort, Post, PostInput, PostKind, PostStatus, PostSummary, Visibility } from '../../contract.ts';

/** A problem document, RFC 9457. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  reason: z.string().optional(),
});

export const Cursor = z.string().max(1000).optional().describe('`next` of the page before');

/** What narrows own posts, beside what narrows any. */
const OwnFilters = {
  visibility: Visibility.optional().describe('Only with `status`'),
  query: z.string().max(200).optional().describe('Words that the posts have; only with `status`'),
  sort: OwnSort.optional().describe('Only with `status`'),
};

export const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: Cursor,
  tag: z.string().max(200).optional().describe('Slug of a tag'),
  kind: PostKind.optional(),
  series: z.string().max(200).optional().describe('Slug of a series'),
  year: z.coerce.number().int().min(1).max(9999).optional().describe('Of public posts'),
  pinned: z.stringbool().optional().describe('True for the pinned ones among public posts'),
  status: z
    .enum([...PostStatus.options, 'any'])
    .optional()
    .describe('Own posts of this status instead of public ones; needs a token with the scope "read"'),
  ...OwnFilters,
});

/** What a list is asked by that is short for most: as much at once as there may be, unless less is asked. */
export const ShortQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(100),
  cursor: Cursor,
});

export const ListAnswer = z.object({ posts: z.array(PostSummary), next: z.string().optional() });

export const Key = z.object({ key: z.string().min(1).max(200).describe('Id or slug of a post') });

export const ReadHeaders = z.object({ 'if-none-match': z.string().optional() });
export const WriteHeaders = z.object({
  'if-match': z
    .string()
    .optional()
    .describe('ETag that the post was read with; 412 when it has changed since'),
});
export const KeyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'A request repeated with the same key within a day gets the same answer and does nothing twice',
    ),
});

/** Unknown fields are told of, since a misspelled one would otherwise be ignored in silence. */
export const CreateBody = PostInput.strict();
export const ChangeBody = PostInput.partial().strict();

const withProblem = { '4xx': Problem };
export const answers = {
  list: { 200: ListAnswer, ...withProblem },
  read: { 200: Post, ...withProblem },
  create: { 201: Post, ...withProblem },
  delete: { 204: z.null().describe('The post is deleted'), ...withProblem },
};

export const bearer = [{ token: [] }];
