import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { toAppError } from '../../../core/errors.ts';
import { clearCookie, SESSION_COOKIE, sessionOf, writeCookie } from '../../../core/http/cookies.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import type { WebContext } from '../context.ts';
import { HTML } from '../http/rendered.ts';
import { requireFormToken } from '../http/signed-in.ts';
import { visitorOf } from '../http/visitor.ts';
import { frameOf } from '../views/frame.ts';
import { signInView } from '../views/sign-in.ts';

/** A path on this site to go on to. Anything else, such as another site's address, leads to the admin screens. */
const Next = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])/)
  .catch('/admin');
const Asked = z.object({ next: Next.default('/admin') });
const Form = Asked.extend({ token: z.string().trim().min(1).max(200) });

/** `GET /sign-in`. */
export async function showSignIn(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return answer(web, request, reply, { next: Asked.parse(request.query).next });
}

/** `POST /sign-in`: begins a session for whoever holds a token. */
export async function signIn(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireSameOrigin(request, web.origin);
  const form = Form.safeParse(request.body);
  if (!form.success) {
    const { next } = Asked.parse(request.body ?? {});
    return answer(web, request, reply.code(400), { next, problem: 'Enter a token.' });
  }
  const { token, next } = form.data;
  try {
    const from = visitorOf(web, request);
    const { session, expiresAt } = await web.api.signInWithToken({ token, from }, request.call);
    writeCookie(reply, web.origin, SESSION_COOKIE, session, new Date(expiresAt));
    return reply.header('cache-control', 'no-store').redirect(next, 303);
  } catch (thrown) {
    if (toAppError(thrown).code !== 'unauthenticated') throw thrown;
    return answer(web, request, reply.code(401), {
      next,
      problem: 'This token is not valid, or was revoked.',
    });
  }
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
  form: { next: string; problem?: string },
): Promise<FastifyReply> {
  const site = await web.state.site(await web.state.revision(request.call), request.call);
  return reply
    .header('cache-control', 'no-store')
    .type(HTML)
    .send(signInView(frameOf(web, site), form).text);
}
