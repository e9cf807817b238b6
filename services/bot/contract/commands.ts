import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';

/** In small letters. */
export const CommandName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^\p{L}[\p{L}\p{N}_-]{0,29}$/u,
    'must be one word of at most 30 letters, digits, hyphens or underscores that begins with a letter',
  );

/** A room's id, or nothing for every room. */
const Where = z.string().max(300);
const Room = z.string().min(3).max(300);
const Seconds = z.number().int().min(0).max(86_400);

export const CommandNeeds = z.enum(['everyone', 'certain', 'moderator']);

/** What the bot says to a word that the owner or a moderator has given it. */
export const Command = z.object({
  id: z.number().int(),
  room: Where,
  name: CommandName,
  aliases: z.array(CommandName).max(10),
  /** With variables, such as `$(user)`. */
  text: z.string().trim().min(1).max(500),
  /** Seconds between two uses in a room. */
  cooldown: Seconds,
  /** Seconds between two uses by one person. */
  personCooldown: Seconds,
  /** Who may use it: everyone, whoever is logged in to the network, or moderators of the room. */
  needs: CommandNeeds,
  /** How often it was used, in all rooms. */
  uses: z.number().int(),
});
export type Command = z.infer<typeof Command>;

export const NewCommand = Command.omit({ id: true, uses: true })
  .partial()
  .required({ name: true, text: true });
export type NewCommand = z.infer<typeof NewCommand>;

/** What is left out stays as it is. */
export const CommandChange = Command.omit({ uses: true }).partial().required({ id: true });
export type CommandChange = z.infer<typeof CommandChange>;

export const Counter = z.object({
  room: Room,
  name: z.string().min(1).max(30),
  value: z.number().int().min(-1_000_000_000).max(1_000_000_000),
});
export type Counter = z.infer<typeof Counter>;

/** A text that is said in a room each so many minutes, when people have said so many lines since. */
export const Timer = z.object({
  id: z.number().int(),
  room: Room,
  text: z.string().trim().min(1).max(500),
  minutes: z.number().int().min(1).max(10_080),
  minLines: z.number().int().min(0).max(1_000),
  active: z.boolean(),
  /** Lines since it was said, as far as they are counted yet. */
  lines: z.number().int(),
  nextAt: z.iso.datetime(),
  saidAt: z.iso.datetime().optional(),
});
export type Timer = z.infer<typeof Timer>;

export const NewTimer = Timer.pick({ room: true, text: true, minutes: true }).extend({
  minLines: Timer.shape.minLines.optional(),
});
export type NewTimer = z.infer<typeof NewTimer>;

/** What is left out stays as it is. */
export const TimerChange = Timer.pick({ id: true, text: true, minutes: true, minLines: true, active: true })
  .partial()
  .required({ id: true });
export type TimerChange = z.infer<typeof TimerChange>;

const ById = z.object({ id: z.number().int() });
const nothing = z.object({});

/** The owner's own commands, counters and timers. */
export const commandMethods = {
  listCommands: method({
    input: nothing,
    output: z.object({ commands: z.array(Command) }),
    idempotent: true,
  }),
  /** Throws `conflict` for a name that is taken, and `invalid` for a text with variables that are none. */
  addCommand: method({ input: NewCommand, output: Command }),
  /** Throws `not_found`, and as `addCommand`. */
  changeCommand: method({ input: CommandChange, output: Command, idempotent: true }),
  removeCommand: method({ input: ById, output: nothing, idempotent: true }),
  listCounters: method({
    input: nothing,
    output: z.object({ counters: z.array(Counter) }),
    idempotent: true,
  }),
  setCounter: method({ input: Counter, output: Counter, idempotent: true }),
  removeCounter: method({ input: Counter.omit({ value: true }), output: nothing, idempotent: true }),
  listTimers: method({ input: nothing, output: z.object({ timers: z.array(Timer) }), idempotent: true }),
  addTimer: method({ input: NewTimer, output: Timer }),
  /** Throws `not_found`. */
  changeTimer: method({ input: TimerChange, output: Timer, idempotent: true }),
  removeTimer: method({ input: ById, output: nothing, idempotent: true }),
};
