import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCookie, writeCookie } from '../../../core/http/cookies.ts';

const COOKIE = 'croft-passkey';
/** As long as what is to be signed is good for. */
const LIFE = 300_000;

/** Marks the browser that asks what a passkey is to sign, so that the answer is taken from no other. */
export function beginCeremony(reply: FastifyReply, origin: string): string {
  const browser = randomBytes(24).toString('base64url');
  writeCookie(reply, origin, COOKIE, browser, new Date(Date.now() + LIFE));
  return browser;
}

/** The mark of the browser that answers; one that was never given when it has none. */
export function ceremonyOf(request: FastifyRequest, origin: string): string {
  return readCookie(request, origin, COOKIE)?.slice(0, 200) ?? '';
}
