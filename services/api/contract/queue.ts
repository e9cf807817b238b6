import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { LONGEST_COMMENT } from './comments.ts';
import { Page, ShortPage, Slug, Time } from './common.ts';
import { ListedResponse, ResponseStatus } from './thread.ts';

export const DecisionAction = z.enum(['approve', 'pend', 'spam', 'delete']);
export type DecisionAction = z.infer<typeof DecisionAction>;

/** A comment or mention as its moderator sees it. */
export const QueuedResponse = ListedResponse.extend({
  status: ResponseStatus,
  /** Why it waits or is held; one word each. */
  reasons: z.array(z.string()),
  /** As written here; empty for what stands on another site. */
  markdown: z.string(),
  receivedAt: Time,
  /** Who wrote it, where it was with a code: the same for all comments of one name and code. */
  commenter: z.string().optional(),
  /** Whether its sender can still be blocked: the network that it came from or the code that it was written with is known. */
  blockable: z.boolean(),
});
export type QueuedResponse = z.infer<typeof QueuedResponse>;

export const Decision = z.object({
  /** Decisions that were made together are undone together. */
  batch: z.string(),
  action: z.enum([...DecisionAction.options, 'edit']),
  by: z.enum(['moderator', 'author', 'rule']),
  /** Name of the moderator. */
  who: z.string().optional(),
  createdAt: Time,
  undone: z.boolean(),
  response: z.object({ id: z.string(), author: z.string(), excerpt: z.string(), slug: Slug }),
});
export type Decision = z.infer<typeof Decision>;

export const BlockKind = z.enum(['word', 'domain', 'address', 'sender', 'commenter']);
export type BlockKind = z.infer<typeof BlockKind>;

export const Block = z.object({
  id: z.string(),
  kind: BlockKind,
  /** Of a sender, a hash: the address itself is not kept. */
  value: z.string(),
  note: z.string(),
  createdAt: Time,
  expiresAt: Time.optional(),
});
export type Block = z.infer<typeof Block>;

/** The account that decides, and the address that it does so from. */
const Decider = { account: z.uuid(), address: Actor.shape.address };
const actor = Actor.default({});
const Ids = z.array(z.uuid()).min(1).max(200);

/** Whether it says in one way, and not in two, what is decided on. */
export function oneOf(asked: { ids?: unknown; commenter?: unknown }): boolean {
  return (asked.ids === undefined) !== (asked.commenter === undefined);
}

export const queueMethods = {
  /** Comments and mentions of one status, or all of one commenter, newest first, with all words of `text` somewhere in them. */
  listResponses: method({
    input: Page.extend({
      /** Pending unless given; any with `commenter`. */
      status: ResponseStatus.optional(),
      commenter: z.uuid().optional(),
      slug: Slug.optional(),
      text: z.string().max(200).optional(),
    }),
    output: z.object({ responses: z.array(QueuedResponse), next: z.string().optional() }),
    idempotent: true,
  }),
  /** How many wait, and how many are held for spam; counted no further than 1,000. */
  countResponses: method({
    input: z.object({}),
    output: z.object({ pending: z.number(), spam: z.number() }),
    idempotent: true,
  }),
  /** Decides on several at once, or on all of one commenter. What is that way already is left alone. `batch` is absent when nothing changed. */
  decideResponses: method({
    input: z
      .object({ ids: Ids.optional(), commenter: z.uuid().optional(), action: DecisionAction, ...Decider })
      .refine(oneOf, 'Give ids or a commenter, and not both.'),
    output: z.object({ changed: z.number(), batch: z.string().optional() }),
    idempotent: true,
  }),
  /** Changes the words of a comment that was written here, by the checks that hold for its writer. */
  editResponse: method({
    input: z.object({ id: z.uuid(), markdown: z.string().max(LONGEST_COMMENT), ...Decider }),
    output: z.object({ batch: z.string().optional() }),
  }),
  /** Puts back what a batch of decisions changed, except where somebody decided again since. */
  undoDecision: method({
    input: z.object({ batch: z.uuid(), actor }),
    output: z.object({ restored: z.number(), skipped: z.number() }),
    idempotent: true,
  }),
  /** The latest decisions, newest first. */
  listDecisions: method({
    input: Page,
    output: z.object({ decisions: z.array(Decision), next: z.string().optional() }),
    idempotent: true,
  }),
  listBlocks: method({
    input: ShortPage,
    output: z.object({ blocks: z.array(Block), next: z.string().optional() }),
    idempotent: true,
  }),
  /** Holds back what comes from now on. `invalid` for a value that is none of its kind. */
  addBlock: method({
    input: z.object({
      kind: z.enum(['word', 'domain', 'address']),
      value: z.string().min(1).max(200),
      note: z.string().max(200).default(''),
      ...Decider,
    }),
    output: Block,
    idempotent: true,
  }),
  /** Blocks whoever sent a response, by the network that it came from for a month and by their code for good, and holds it for spam. */
  blockSender: method({
    input: z.object({ id: z.uuid(), ...Decider }),
    output: z.object({ blocks: z.array(z.string()), batch: z.string().optional() }),
    idempotent: true,
  }),
  removeBlock: method({ input: z.object({ id: z.uuid(), actor }), output: z.object({}), idempotent: true }),
  /** Closes the comments of one post, or opens them again as far as the site's settings allow. */
  closeThread: method({
    input: z.object({ slug: Slug, closed: z.boolean(), actor }),
    output: z.object({}),
    idempotent: true,
  }),
};
