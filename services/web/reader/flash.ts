import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { clearCookie, readCookie, writeCookie } from '../../../core/http/cookies.ts';
import { isNavigation } from '../http/notice.ts';

const COOKIE = 'croft-reader-undo';
const LIFE = 60_000;

/** A form that takes back what was just done, and where more is to be seen of it. */
const Follow = z.object({
  undo: z
    .object({
      action: z.string().regex(/^\/reader\/[\w/-]*$/),
      fields: z.record(z.string().max(20), z.string().max(2000)),
    })
    .optional(),
  link: z.object({ label: z.string(), path: z.string().regex(/^\/[\w/-]*$/) }).optional(),
});
export type Follow = z.infer<typeof Follow>;

/** What the next page offers beside its notice, this once. */
export function leaveFollow(reply: FastifyReply, origin: string, follow: Follow): void {
  writeCookie(reply, origin, COOKIE, JSON.stringify(follow), new Date(Date.now() + LIFE));
}

export function takeFollow(request: FastifyRequest, reply: FastifyReply, origin: string): Follow {
  if (!isNavigation(request)) return {};
  const text = readCookie(request, origin, COOKIE);
  if (!text) return {};
  clearCookie(reply, origin, COOKIE);
  try {
    return Follow.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
