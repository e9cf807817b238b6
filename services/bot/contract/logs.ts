import { z } from 'zod';
import { method, stream } from '../../../core/rpc/contract.ts';

const Room = z.string().min(3).max(300);
const Time = z.iso.datetime();

export const LogLine = z.object({
  id: z.string(),
  room: Room,
  name: z.string(),
  text: z.string(),
  at: Time,
  /** Who said it is known beyond the name, which anyone may take. */
  certain: z.boolean(),
});
export type LogLine = z.infer<typeof LogLine>;

export const AboutPerson = z.object({
  /** Everything, by the name of its table: what was said, polls, votes, what was done to them, and all else. */
  kept: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).optional(),
  // For a release, what `kept` has too.
  lines: z.array(LogLine),
  reminders: z.array(z.object({ room: Room, text: z.string(), dueAt: Time })),
  quotes: z.array(z.object({ room: Room, number: z.number(), text: z.string() })),
  decisions: z.number(),
  spoken: z.array(z.object({ room: Room, at: Time })),
  tells: z.array(z.object({ room: Room, told: z.string(), by: z.string(), text: z.string() })),
});
export type AboutPerson = z.infer<typeof AboutPerson>;

/** Whose lines: everybody of this name or account, in this room or in all. */
const Whose = z.object({ room: Room.optional(), name: z.string().trim().min(1).max(200).optional() });

export const logMethods = {
  /** Newest first. */
  searchLog: method({
    input: Whose.extend({
      query: z.string().trim().max(200).optional(),
      before: z.string().max(20).optional(),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.object({ lines: z.array(LogLine) }),
    idempotent: true,
  }),
  /** Rooms of which something is kept, and how much. */
  listLogs: method({
    input: z.object({}),
    output: z.object({
      logs: z.array(
        z.object({
          room: Room,
          logged: z.boolean(),
          hours: z.number(),
          lines: z.number(),
          since: Time.optional(),
        }),
      ),
    }),
    idempotent: true,
  }),
  /** Erases lines: of a room, of somebody, of somebody in a room. Throws `invalid` when neither is given. */
  eraseLog: method({ input: Whose, output: z.object({ erased: z.number() }), idempotent: true }),
  /** Everything that is kept of somebody, by name, account, or as `id:44` or `host:example.org`: as it is erased by `forgetPerson`. */
  aboutPerson: method({
    input: z.object({ name: z.string().trim().min(1).max(200) }),
    output: AboutPerson,
    idempotent: true,
  }),
  /** Erases it. What was done to them stays until it is 30 days old, and polls that they opened, without their name and words. */
  forgetPerson: method({
    input: z.object({ name: z.string().trim().min(1).max(200) }),
    output: z.object({
      erased: z.number(),
      /** False while the relay does not answer, which keeps what they said in joined rooms until it goes by itself. */
      carried: z.boolean().optional(),
    }),
    timeout: 15_000,
    idempotent: true,
  }),
};

export const logStreams = {
  /** Lines, the oldest first. */
  exportLog: stream({ input: Whose, item: LogLine }),
};
