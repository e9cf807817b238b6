import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { toAppError } from '../../../core/errors.ts';
import { clearCookie, SESSION_COOKIE, sessionOf } from '../../../core/http/cookies.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import type { Begun } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';
import { enter } from '../http/enter.ts';
import { homeOf, Next } from '../http/next.ts';
import { HTML } from '../http/rendered.ts';
import { findSignedIn, requireFormToken } from '../http/signed-in.ts';
import { visitorOf } from '../http/visitor.ts';
import { frameOf } from '../views/frame.ts';
import { signInView } from '../views/sign-in.ts';

const Asked = z.object({ next: Next });
const Form = Asked.extend({ secret: z.string().trim().min(1).max(200) });

/** `GET /sign-in`. Who is signed in goes on; a session that has ended is cleared away. */
export async function showSignIn(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { next } = Asked.parse(request.query);
  if (sessionOf(request, web.origin) !== undefined) {
    const signedIn = await findSignedIn(web, request);
    if (signedIn)
      return reply.header('cache-control', 'no-store').redirect(next ?? homeOf(signedIn.principal), 303);
    clearCookie(reply, web.origin, SESSION_COOKIE);
  }
  return answer(web, request, reply, { next });
}

/** `POST /sign-in`: begins a session for whoever holds a recovery code or a token. */
export async function signIn(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireSameOrigin(request, web.origin);
  const form = Form.safeParse(request.body);
  if (!form.success) {
    const { next } = Asked.parse(request.body ?? {});
    return answer(web, request, reply.code(400), { next, problem: 'Enter a recovery code or a token.' });
  }
  const { secret, next } = form.data;
  try {
    const begun = await begin(web, request, secret);
    enter(web, reply, begun);
    return reply.redirect(next ?? homeOf(begun.principal), 303);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'unauthenticated') throw thrown;
    return answer(web, request, reply.code(401), { next, problem: error.message });
  }
}

function begin(web: WebContext, request: FastifyRequest, secret: string): Promise<Begun> {
  const from = visitorOf(web, request);
  return secret.startsWith('croft_')
    ? web.api.signInWithToken({ token: secret, from }, request.call)
    : web.api.signInWithCode({ code: secret, from }, request.call);
}

/** `POST /sign-out`: ends the session. */
export async function signOut(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireFormToken(web, request);
  const session = sessionOf(request, web.origin);
  if (session !== undefined) await web.api.signOut({ session }, request.call);
  clearCookie(reply, web.origin, SESSION_COOKIE);
  return reply.redirect('/', 303);
}

async function answer(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  form: { next?: string | undefined; problem?: string },
): Promise<FastifyReply> {
  const site = await web.state.site(await web.state.revision(request.call), request.call);
  return reply
    .header('cache-control', 'no-store')
    .type(HTML)
    .send(signInView(frameOf(web, site), form).text);
}
