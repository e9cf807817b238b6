import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id, Tag, Time } from './common.ts';

/** What a condition looks at. A feed is looked for in its title and its address. */
export const FIELDS = ['title', 'author', 'text', 'link', 'feed', 'feedTag', 'category'] as const;
/** `word`: whole words. `pattern`: a regular expression as RE2 understands it (https://github.com/google/re2/wiki/Syntax). */
export const OPERATORS = ['contains', 'is', 'starts', 'word', 'pattern'] as const;

/** True or not of an item, whatever the case of letters. Of several tags or categories one has to fit. */
export const Condition = z.object({
  field: z.enum(FIELDS),
  operator: z.enum(OPERATORS),
  value: z.string().trim().min(1).max(1000),
  /** It has not to be so. */
  not: z.boolean().default(false),
});
export type Condition = z.infer<typeof Condition>;

export const Match = z.object({
  /** All conditions have to be true; otherwise one. */
  every: z.boolean().default(true),
  conditions: z.array(Condition).min(1).max(20),
});
export type Match = z.infer<typeof Match>;

/** Where the bot can be had to speak of its own accord. */
export const Room = z
  .string()
  .trim()
  .max(300)
  .regex(/^irc\/[^/\s]+\/[^\s,]+$/, 'must be irc/NETWORK/#channel');

export const Actions = z.object({
  /** In no list any more, and read. */
  hide: z.boolean().default(false),
  read: z.boolean().default(false),
  star: z.boolean().default(false),
  tags: z.array(Tag).max(10).default([]),
  /** Among the person's notices; the owner is told in a room too when one is configured. */
  notify: z.boolean().default(false),
  /** The bot says it in this room: `irc/NETWORK/#channel`; only for the owner. */
  room: Room.optional(),
  /** No later rule is looked at. */
  stop: z.boolean().default(false),
});
export type Actions = z.infer<typeof Actions>;

export const Rule = z.object({
  id: z.string(),
  name: z.string(),
  match: Match,
  actions: Actions,
  enabled: z.boolean(),
  /** How far it is applied to what is here already, or was the last time. */
  applied: z
    .object({
      running: z.boolean(),
      looked: z.number().int(),
      total: z.number().int(),
      matched: z.number().int(),
    })
    .optional(),
});
export type Rule = z.infer<typeof Rule>;

/** What a rule tells of. */
export const Notice = z.object({
  itemId: z.string(),
  title: z.string(),
  url: z.string().optional(),
  feedTitle: z.string(),
  /** Name of the rule. */
  rule: z.string(),
  at: Time,
});
export type Notice = z.infer<typeof Notice>;

export const ruleMethods = {
  /** In the order in which they are looked at. */
  listRules: method({
    input: z.object({ account: Account }),
    output: z.object({ rules: z.array(Rule) }),
    idempotent: true,
  }),
  /** Adds a rule as the last, or changes the one with the id. `invalid` for a pattern that cannot be read, with what is wrong. */
  saveRule: method({
    input: z.object({
      account: Account,
      id: Id.optional(),
      name: z.string().trim().min(1).max(100),
      match: Match,
      actions: Actions,
      enabled: z.boolean().default(true),
    }),
    output: z.object({ rule: Rule }),
  }),
  deleteRule: method({
    input: z.object({ account: Account, id: Id }),
    output: z.object({}),
    idempotent: true,
  }),
  /** Puts the rules in the order of these ids; those that are not named come after them as they were. */
  orderRules: method({
    input: z.object({ account: Account, ids: z.array(Id).max(100) }),
    output: z.object({}),
    idempotent: true,
  }),
  /** Which of the person's newest items a rule would be about. Nothing changes. */
  testRule: method({
    input: z.object({ account: Account, match: Match }),
    output: z.object({
      looked: z.number().int(),
      items: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          url: z.string().optional(),
          feedTitle: z.string(),
          publishedAt: Time,
        }),
      ),
    }),
    idempotent: true,
    timeout: 20_000,
  }),
  /** Hides, marks, stars and tags what is here already as a rule says; `listRules` tells how far it is. Nobody is told of it. */
  applyRule: method({
    input: z.object({ account: Account, id: Id }),
    output: z.object({}),
    idempotent: true,
  }),
  /** Shows again everything that rules have hidden, as read. */
  showHidden: method({
    input: z.object({ account: Account }),
    output: z.object({ changed: z.number().int() }),
    idempotent: true,
  }),
  /** The newest first. */
  listNotices: method({
    input: z.object({ account: Account, limit: z.number().int().min(1).max(100).default(20) }),
    output: z.object({ notices: z.array(Notice), total: z.number().int() }),
    idempotent: true,
  }),
  /** Takes notices of these items away, or all. */
  dismissNotices: method({
    input: z.object({ account: Account, itemIds: z.array(Id).max(1000).optional() }),
    output: z.object({ changed: z.number().int() }),
    idempotent: true,
  }),
};
