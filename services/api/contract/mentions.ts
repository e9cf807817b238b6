import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { Page, ShortPage, Slug, Time } from './common.ts';
import { ResponseKind, ResponseStatus } from './thread.ts';

const Id = z.uuid();
/** Longer than any address that is taken, so that it is refused with a reason. */
const Address = z.string().max(4000);

/** Waiting to be looked at; linked: the link was found; refused: it was not, or the source cannot be read; gone: it was there once. */
export const MentionState = z.enum(['waiting', 'linked', 'refused', 'gone']);
export type MentionState = z.infer<typeof MentionState>;

/** A mention of this site on another, as its sender may see it. */
export const MentionStatus = z.object({
  id: z.string(),
  source: z.string(),
  target: z.string(),
  state: MentionState,
  /** Why it was refused, in a sentence. */
  reason: z.string().optional(),
  receivedAt: Time,
  checkedAt: Time.optional(),
});
export type MentionStatus = z.infer<typeof MentionStatus>;

/** A mention as the owner sees it. */
export const ReceivedMention = MentionStatus.extend({
  domain: z.string(),
  origin: z.enum(['webmention', 'pingback']),
  /** What became of it in the thread of its post; the home page has none. */
  response: z
    .object({ id: z.string(), kind: ResponseKind, status: ResponseStatus, author: z.string() })
    .optional(),
});
export type ReceivedMention = z.infer<typeof ReceivedMention>;

/** Waiting for its first or next try; unsupported: the target takes no webmentions; failed: given up. */
export const SentState = z.enum(['waiting', 'sent', 'unsupported', 'failed']);
export type SentState = z.infer<typeof SentState>;

/** A mention that a post here sent, or is to send, to what it links to. */
export const SentMention = z.object({
  id: z.string(),
  /** Id of the post, which may be gone by now. */
  post: z.string(),
  source: z.string(),
  target: z.string(),
  state: SentState,
  /** False once the post links there no more. */
  linked: z.boolean(),
  endpoint: z.string().optional(),
  /** HTTP status of the last answer. */
  status: z.number().int().optional(),
  /** What the other server said, or what went wrong. */
  answer: z.string().optional(),
  tries: z.number().int(),
  triedAt: Time.optional(),
  nextAt: Time.optional(),
});
export type SentMention = z.infer<typeof SentMention>;

export const MentionDomain = z.object({
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .max(253)
    .regex(/^(?!www\.)[^\s/:@?#]+$/, 'must be a domain such as example.org, without www.'),
  /** Allow: shown at once. Block: refused. It covers the domains below it too. */
  verdict: z.enum(['allow', 'block']),
});
export type MentionDomain = z.infer<typeof MentionDomain>;

const nothing = z.object({});

const Words = z.string().max(200).optional();

const actor = Actor.default({});

export const mentionMethods = {
  /**
   * Takes in that `source` mentions `target`, to be looked at by a job. `invalid` for what cannot be a mention, with
   * `no_such_target` when there is nothing here that can be mentioned; `forbidden` for a blocked domain.
   */
  receiveMention: method({
    input: z.object({
      source: Address,
      target: Address,
      vouch: Address.optional(),
      origin: z.enum(['webmention', 'pingback']).default('webmention'),
    }),
    output: z.object({ id: z.string() }),
    idempotent: true,
  }),
  getMention: method({ input: z.object({ id: Id }), output: MentionStatus, idempotent: true }),
  /** Mentions of this site, newest first; `query` is a part of their source or target. */
  listMentions: method({
    input: Page.extend({ state: MentionState.optional(), query: Words }),
    output: z.object({ mentions: z.array(ReceivedMention), next: z.string().optional() }),
    idempotent: true,
  }),
  /** Looks at a source again. */
  checkMention: method({ input: z.object({ id: Id }), output: nothing, idempotent: true }),
  /** What was sent, newest first; with `post`, its id or slug, of that post; `query` is a part of their source or target. */
  listSentMentions: method({
    input: Page.extend({ post: Slug.optional(), state: SentState.optional(), query: Words }),
    output: z.object({ mentions: z.array(SentMention), next: z.string().optional() }),
    idempotent: true,
  }),
  /** Sends a mention again, whatever came of it before. */
  resendMention: method({ input: z.object({ id: Id }), output: nothing }),
  /** Domains with a verdict, by name. */
  listMentionDomains: method({
    input: ShortPage,
    output: z.object({ domains: z.array(MentionDomain), next: z.string().optional() }),
    idempotent: true,
  }),
  setMentionDomain: method({ input: MentionDomain.extend({ actor }), output: nothing, idempotent: true }),
  removeMentionDomain: method({
    input: MentionDomain.pick({ domain: true }).extend({ actor }),
    output: nothing,
    idempotent: true,
  }),
};
