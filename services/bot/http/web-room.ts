import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { parseCookie } from 'cookie';
import { z } from 'zod';
import { toAppError } from '../../../core/errors.ts';
import { cookieName, SESSION_COOKIE } from '../../../core/http/cookies.ts';
import { isSameOrigin } from '../../../core/http/same-origin.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { BotContext } from '../context.ts';
import { type Sender, senderOf } from '../contract.ts';

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

/** The message as the bot hears it: a private talk with an account, or with a visitor, whose name proves nothing. */
export function toMessage(input: WebMessage, room: string, account: Sender | undefined) {
  return { room, text: input.text, sender: account ?? { name: input.name ?? 'visitor' }, direct: true };
}

/**
 * Whose session a browser sends, on a page of this site by its Origin, which every browser tells of a POST and a WebSocket; nobody
 * for a page of another one, which sends the session along too where it is of the same domain. To be asked for every message, so that a session that ended is believed no more.
 */
export async function accountOf(
  { accounts, origin }: Pick<BotContext, 'accounts' | 'origin'>,
  headers: IncomingHttpHeaders,
  call?: CallContext,
): Promise<Sender | undefined> {
  const session = parseCookie(headers.cookie ?? '')[cookieName(SESSION_COOKIE, origin)];
  const ownPage = headers.origin !== undefined && isSameOrigin(headers, origin);
  if (!session || session.length > 200 || !ownPage) return undefined;
  try {
    return senderOf(await accounts.getSession({ session }, call));
  } catch (thrown) {
    if (toAppError(thrown).code === 'unauthenticated') return undefined;
    throw thrown;
  }
}
