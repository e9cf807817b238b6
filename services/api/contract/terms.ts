import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { Slug } from './common.ts';
import { PostSummary } from './post.ts';

/** What posts are put together by. */
export const TermKind = z.enum(['tag', 'series']);
export type TermKind = z.infer<typeof TermKind>;

export const Term = z.object({
  slug: z.string(),
  name: z.string(),
  /** Plain text. */
  description: z.string(),
  /** Own posts that have it, whoever may see them. */
  posts: z.number(),
  /** Of them those that everybody sees. */
  public: z.number(),
});
export type Term = z.infer<typeof Term>;

export const TermChanges = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  description: z.string().trim().max(2_000).optional(),
});
export type TermChanges = z.infer<typeof TermChanges>;

const One = z.object({ kind: TermKind, slug: Slug });
const actor = Actor.optional();

export const termMethods = {
  /** All there are, by name. */
  listTerms: method({
    input: z.object({ kind: TermKind }),
    output: z.object({ terms: z.array(Term) }),
    idempotent: true,
  }),
  getTerm: method({ input: One, output: Term, idempotent: true }),
  /** What the owner says of it, for its page: nothing is counted. Throws `not_found`. */
  describeTerm: method({ input: One, output: Term.pick({ description: true }), idempotent: true }),
  /**
   * Another name is another address, unless both spell alike: the old one, and those of its feeds, lead there. `conflict` with
   * the reason `name_taken` when another has that name.
   */
  updateTerm: method({ input: One.extend({ changes: TermChanges, actor }), output: Term }),
  /** Puts what is in one into another, whose name and description stay; the old addresses lead there. */
  mergeTerms: method({ input: One.extend({ into: Slug, actor }), output: Term }),
  /** The posts of a series in their order, drafts too, at most 500. */
  listParts: method({
    input: z.object({ slug: Slug }),
    output: z.object({ posts: z.array(PostSummary) }),
    idempotent: true,
  }),
  /** Puts posts of a series in this order. Those that are not named come after, by their time. */
  orderSeries: method({
    input: z.object({ slug: Slug, posts: z.array(z.uuid()).max(500), actor }),
    output: z.object({ posts: z.array(PostSummary) }),
  }),
};
