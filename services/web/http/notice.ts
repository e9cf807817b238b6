import type { FastifyReply, FastifyRequest } from 'fastify';
import { clearCookie, readCookie, writeCookie } from '../../../core/http/cookies.ts';

const COOKIE = 'croft-notice';
const LIFE = 60_000;

/** What the next screen says at its top, this once: in a cookie, so that no link can put words there. */
export function leaveNotice(reply: FastifyReply, origin: string, text: string): void {
  writeCookie(reply, origin, COOKIE, text.slice(0, 500), new Date(Date.now() + LIFE));
}

/** Undefined for what a script fetches beside the screen, which would take the words away from it. */
export function takeNotice(request: FastifyRequest, reply: FastifyReply, origin: string): string | undefined {
  if (!isNavigation(request)) return undefined;
  const text = readCookie(request, origin, COOKIE);
  if (!text) return undefined;
  clearCookie(reply, origin, COOKIE);
  return text;
}

/** Whether the answer is shown as a page, as far as the browser says (https://www.w3.org/TR/fetch-metadata/#sec-fetch-mode-header). */
export function isNavigation(request: FastifyRequest): boolean {
  return (request.headers['sec-fetch-mode'] ?? 'navigate') === 'navigate';
}
