import type { FastifyReply, FastifyRequest } from 'fastify';
import { toAppError } from '../../../core/errors.ts';
import { clearCookie, readCookie, writeCookie } from '../../../core/http/cookies.ts';
import type { WebIdentity } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';

/** Only a visitor who signs in with a site of their own gets this cookie. */
const COOKIE = 'croft-site';

/** The site that a visitor has proved to be theirs; undefined when they have not. Without the cookie, nobody is asked. */
export async function readWebIdentity(
  web: WebContext,
  request: FastifyRequest,
): Promise<WebIdentity | undefined> {
  const secret = webIdentitySecret(web, request);
  if (secret === undefined) return undefined;
  try {
    return await web.api.getWebIdentity({ secret }, request.call);
  } catch (thrown) {
    if (toAppError(thrown).code === 'unauthenticated') return undefined;
    throw thrown;
  }
}

export function webIdentitySecret(web: WebContext, request: FastifyRequest): string | undefined {
  const secret = readCookie(request, web.origin, COOKIE);
  return secret !== undefined && secret !== '' && secret.length <= 200 ? secret : undefined;
}

export function keepWebIdentity(web: WebContext, reply: FastifyReply, secret: string, expires: Date): void {
  writeCookie(reply, web.origin, COOKIE, secret, expires);
}

/** Signs the visitor out, here and in the browser. */
export async function forgetVisitor(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const secret = webIdentitySecret(web, request);
  if (secret !== undefined) await web.api.forgetWebIdentity({ secret }, request.call);
  clearCookie(reply, web.origin, COOKIE);
}
