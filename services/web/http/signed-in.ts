import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { AppError, toAppError } from '../../../core/errors.ts';
import { sessionOf } from '../../../core/http/cookies.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import { may, type Principal, type Scope } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';

/** Somebody who is signed in at the browser that asks. */
export interface SignedIn {
  readonly principal: Principal;
  /** Goes into every form as the hidden field `form_token`; another site cannot know it. */
  readonly formToken: string;
}

/** Who is signed in; undefined when nobody is. */
export async function findSignedIn(web: WebContext, request: FastifyRequest): Promise<SignedIn | undefined> {
  const session = sessionOf(request, web.origin);
  if (session === undefined) return undefined;
  try {
    return { principal: await web.api.getSession({ session }, request.call), formToken: formToken(session) };
  } catch (thrown) {
    if (toAppError(thrown).code === 'unauthenticated') return undefined;
    throw thrown;
  }
}

/** Throws `unauthenticated`, which the error page turns into the way to the sign-in page, or `forbidden`. */
export async function requireSignedIn(
  web: WebContext,
  request: FastifyRequest,
  scope: Scope,
): Promise<SignedIn> {
  const signedIn = await findSignedIn(web, request);
  if (!signedIn) throw new AppError('unauthenticated', 'Sign in to open this page.', { reason: 'sign_in' });
  if (!may(signedIn.principal, scope))
    throw new AppError('forbidden', `You are signed in as ${signedIn.principal.name}, who may not do this.`);
  return signedIn;
}

/** Refuses a form (`forbidden`) that was not sent from a page that this session was given. */
export function requireFormToken(web: WebContext, request: FastifyRequest): void {
  requireSameOrigin(request, web.origin);
  const session = sessionOf(request, web.origin) ?? '';
  const sent = (request.body as { form_token?: unknown } | undefined)?.form_token;
  const expected = Buffer.from(formToken(session));
  const given = Buffer.from(typeof sent === 'string' ? sent : '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new AppError(
      'forbidden',
      'This form is out of date. Go back, load the page again and send it once more.',
    );
}

/** What the forms of a session carry. */
export function formToken(session: string): string {
  return createHash('sha256').update(`form ${session}`).digest('base64url').slice(0, 32);
}
