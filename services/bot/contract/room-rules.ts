import { z } from 'zod';

const whole = (from: number, to: number) => z.number().int().min(from).max(to);

/** Of the letters of a message, so many percent; shorter messages are not looked at. */
const Share = z.object({ percent: whole(10, 100), from: whole(3, 1000) });

export const Step = z.object({
  act: z.enum(['warn', 'delete', 'timeout', 'ban']),
  /** Of a time-out or a ban; a time-out is 10 minutes and a ban for good unless given. */
  minutes: whole(1, 525_600).optional(),
});
export type Step = z.infer<typeof Step>;

/** By what a room is moderated. What is null is not looked at. */
export const Rules = z.object({
  on: z.boolean(),
  /** `word`, `two words`, `word*` with any end, or `/pattern/` of RE2 (no looking around, no references back). */
  words: z.array(z.string().trim().min(2).max(200)).max(500),
  caps: Share.nullable(),
  /** Signs that are neither letters, digits nor spaces, and towers of accents. */
  symbols: Share.nullable(),
  /** Emoji in one message. */
  emotes: whole(1, 500).nullable(),
  /** The same words so often within so many seconds. */
  repeats: z.object({ times: whole(2, 50), seconds: whole(1, 3600) }).nullable(),
  /** So many messages of one person within so many seconds. */
  flood: z.object({ lines: whole(2, 200), seconds: whole(1, 600) }).nullable(),
  /** Characters of a message. */
  length: whole(20, 4000).nullable(),
  /** Who may post links without being permitted. */
  links: z.enum(['everyone', 'members', 'nobody']),
  /** Sites to which anybody may link, with all below them. */
  domains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u, 'must be a domain, such as example.org'),
    )
    .max(200),
  /** Who was first heard here less than so many minutes ago, or has an account younger than so many days, posts no links and is not warned first. */
  newcomers: z.object({ minutes: whole(1, 10_080), days: whole(0, 365) }).nullable(),
  /** So many messages of newcomers, or against the rules, within so many seconds close the room to newcomers for so many minutes. */
  raid: z.object({ lines: whole(5, 1000), seconds: whole(1, 120), minutes: whole(1, 1440) }).nullable(),
  /** Whom the rules do not hold for. */
  exempt: z.array(z.enum(['moderators', 'members'])),
  /** What the first breach brings, the second, and so on; the last one from then on. */
  steps: z.array(Step).min(1).max(10),
  /** Hours after which a breach is forgotten. */
  forgetHours: whole(1, 720),
});
export type Rules = z.output<typeof Rules>;

/** What is left out stays as it is. */
export const RulesChange = z.object({
  room: z.string().min(3).max(300),
  rules: Rules.partial(),
});
export type RulesChange = z.infer<typeof RulesChange>;

/** Rules as they are when nobody has set any. */
export const NO_RULES: Rules = {
  on: false,
  words: [],
  caps: null,
  symbols: null,
  emotes: null,
  repeats: null,
  flood: null,
  length: null,
  links: 'everyone',
  domains: [],
  newcomers: null,
  raid: null,
  exempt: ['moderators'],
  steps: [{ act: 'warn' }, { act: 'delete' }, { act: 'timeout', minutes: 10 }, { act: 'ban' }],
  forgetHours: 24,
};
