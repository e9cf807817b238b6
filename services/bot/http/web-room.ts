import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/**
 * The rooms that anyone may speak in over HTTP: those under `web/`. Any other room belongs to a relay or to chat, which
 * speak for the people there.
 */
export const WebRoom = z
  .string()
  .regex(/^web\/[A-Za-z0-9_-]{1,64}$/, 'must be web/ and 1 to 64 letters, digits, - or _');

/** A new room that nobody else knows the name of. */
export function newWebRoom(): string {
  return `web/${randomUUID()}`;
}

/** What a visitor sends, over either door. */
export const WebMessage = z.object({
  text: z.string().min(1).max(4000),
  room: WebRoom.optional(),
  name: z.string().trim().min(1).max(100).optional(),
});
export type WebMessage = z.infer<typeof WebMessage>;

/** The visitor's message as the bot hears it: a private talk with somebody whose name proves nothing. */
export function toMessage(input: WebMessage, room: string) {
  return { room, text: input.text, sender: { name: input.name ?? 'visitor' }, direct: true };
}
