import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Rules, RulesChange } from './room-rules.ts';

const Time = z.iso.datetime();
const Room = z.string().min(3).max(300);

export const Decision = z.object({
  id: z.string(),
  room: Room,
  /** Nobody when it is about the room. */
  name: z.string().optional(),
  /** The rule that was broken; `hand` when a moderator did it. */
  rule: z.string(),
  reason: z.string(),
  act: z.enum(['warn', 'delete', 'timeout', 'ban', 'lock']),
  minutes: z.number().optional(),
  /** What was said. */
  text: z.string().optional(),
  /** `rules`, or the account of who did it. */
  by: z.string(),
  at: Time,
  /** `over` when its time is over. */
  state: z.enum(['wanted', 'done', 'failed', 'over', 'undone']),
  /** What came of it, in words. */
  told: z.string().optional(),
  /** How often more the same was to be done to the same person, and how often of that the network refused it. */
  more: z.number().optional(),
  refused: z.number().optional(),
  undoneBy: z.string().optional(),
  undoneAt: Time.optional(),
});
export type Decision = z.infer<typeof Decision>;

const RoomRules = z.object({ room: Room, rules: Rules });

export const moderationMethods = {
  /** The rules of a room, and those of a room without any when it has none. */
  getRoomRules: method({ input: z.object({ room: Room }), output: RoomRules, idempotent: true }),
  /** Throws `invalid` for a pattern that cannot be used. */
  setRoomRules: method({ input: RulesChange, output: RoomRules, idempotent: true }),
  /** Newest first. */
  listDecisions: method({
    input: z.object({
      room: Room.optional(),
      /** Begins with this name, whatever the case. */
      name: z.string().max(100).optional(),
      /** Older than the one of this id. */
      before: z.string().max(20).optional(),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ decisions: z.array(Decision) }),
    idempotent: true,
  }),
  /** Takes a decision back, and its strike. Throws `not_found`, and `unavailable` when the network could not. */
  undoDecision: method({
    input: z.object({ id: z.string().max(20), by: z.string().min(1).max(200) }),
    output: Decision,
    idempotent: true,
  }),
};
