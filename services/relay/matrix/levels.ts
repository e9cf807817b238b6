import { z } from 'zod';
import type { Said } from '../chat-network.ts';

/** A number; older rooms have them as texts too. */
const Level = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,9}$/)
    .transform(Number),
]);

/** Who may do what in a room (https://spec.matrix.org/v1.16/client-server-api/#mroompower_levels). */
export const PowerLevels = z.object({
  users: z.record(z.string(), Level).default({}),
  users_default: Level.default(0),
});
export type PowerLevels = z.infer<typeof PowerLevels>;

export const NO_LEVELS: PowerLevels = { users: {}, users_default: 0 };

/** From this level on somebody may remove messages and people, unless a room says otherwise. */
const MODERATOR = 50;

/** Everybody who speaks has joined the room: a member is who has been given more than the others have. */
export function roleAt({ users, users_default: usual }: PowerLevels, user: string): Said['role'] {
  const level = users[user] ?? usual;
  if (level >= MODERATOR) return 'moderator';
  return level > usual ? 'member' : undefined;
}

/** Who made a room: from version 12 on they stand above all levels (https://spec.matrix.org/v1.16/rooms/v12/). */
export const RoomCreation = z.object({
  sender: z.string().optional(),
  content: z
    .object({ room_version: z.string().optional(), additional_creators: z.array(z.string()).default([]) })
    .optional(),
});

/** Those who stand above all levels of a room. */
export function creatorsOf({ sender, content }: z.infer<typeof RoomCreation>): string[] {
  if (sender === undefined || content === undefined || !(Number(content.room_version) >= 12)) return [];
  return [sender, ...content.additional_creators];
}
