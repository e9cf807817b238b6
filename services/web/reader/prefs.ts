import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readCookie, writeCookie } from '../../../core/http/cookies.ts';

const COOKIE = 'croft-reader';
const YEAR_MS = 365 * 86_400_000;

/** A language tag (BCP 47). */
export const LanguageTag = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);

const each = {
  view: z.enum(['unread', 'all']),
  order: z.enum(['newest', 'oldest']),
  layout: z.enum(['list', 'card', 'magazine']),
  side: z.enum(['on', 'off']),
  language: z.union([z.literal(''), LanguageTag]),
  room: z
    .string()
    .max(100)
    .regex(/^$|^irc\/[^/\s]+\/[^\s,]+$/),
};

/** How somebody likes to see their lists, in this browser. What cannot be is as if it were not said. */
export const Prefs = z.object({
  view: each.view.catch('unread').default('unread'),
  order: each.order.catch('newest').default('newest'),
  layout: each.layout.catch('list').default('list'),
  /** Whether the feeds stand beside the list where there is room. */
  side: each.side.catch('on').default('on'),
  /** Into which items are translated, as a language tag; empty for that of the site. */
  language: each.language.catch('').default(''),
  /** The room in which the bot last said something for them. */
  room: each.room.catch('').default(''),
});
export type Prefs = z.infer<typeof Prefs>;

/** What the address says, and for the rest what it said before, which is kept from now on. */
export function takePrefs(request: FastifyRequest, reply: FastifyReply, origin: string): Prefs {
  const kept = readCookie(request, origin, COOKIE) ?? '';
  const before = Object.fromEntries(new URLSearchParams(kept));
  const said = request.method === 'GET' ? request.query : request.body;
  const prefs = Prefs.parse({ ...before, ...known(said) });
  const text = new URLSearchParams(prefs).toString();
  if (text !== kept && Object.keys(known(said)).length > 0)
    writeCookie(reply, origin, COOKIE, text, new Date(Date.now() + YEAR_MS));
  return prefs;
}

/** Those of the fields that are preferences and can be. */
function known(said: unknown): Partial<Prefs> {
  const fields = Object.entries((said ?? {}) as object);
  return Object.fromEntries(
    fields.filter(([name, value]) => name in each && each[name as keyof Prefs].safeParse(value).success),
  );
}
