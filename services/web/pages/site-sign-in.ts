import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type AppError, toAppError } from '../../../core/errors.ts';
import { clearCookie, readCookie, writeCookie } from '../../../core/http/cookies.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import type { WebContext } from '../context.ts';
import { HTML } from '../http/rendered.ts';
import { forgetVisitor, keepWebIdentity, readWebIdentity } from '../http/web-identity.ts';
import { type Frame, frameOf } from '../views/frame.ts';
import { leavingView, type SiteForm, siteSignInView } from '../views/site-sign-in.ts';

/** Binds the sign-in to the browser that began it: the answer counts nowhere else. */
const STATE = 'croft-site-state';

const Next = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\0-\x20\\]*$/)
  .catch('/');
const Asked = z.object({ next: Next.default('/') });
const Form = Asked.extend({ site: z.string().trim().min(1).max(500) });
const Answer = z.object({
  state: z.string().max(200),
  code: z.string().max(2000).optional(),
  iss: z.string().max(2000).optional(),
  error: z.string().max(200).optional(),
});

/** `GET /sign-in/site`: where a visitor says which site is theirs. */
export async function showSiteSignIn(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { next } = Asked.parse(request.query);
  return answer(web, request, reply, { next, identity: await readWebIdentity(web, request) });
}

/** `POST /sign-in/site`: finds out where they sign in, and sends them there. */
export async function beginSiteSignIn(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireSameOrigin(request, web.origin);
  const form = Form.safeParse(request.body);
  const { next } = Asked.parse(request.body ?? {});
  if (!form.success)
    return answer(web, request, reply.code(400), { next, problem: 'Enter the address of your site.' });
  const { site } = form.data;
  try {
    const begun = await web.api.beginWebSignIn({ site, next }, request.call);
    writeCookie(reply, web.origin, STATE, begun.state, new Date(begun.expiresAt));
    // Not a redirect: the policy of the page that the form was on forbids to be led to another site by it.
    reply.headers({ refresh: `0; url=${begun.location}`, 'referrer-policy': 'no-referrer' });
    return send(reply, leavingView(await frameFor(web, request), begun));
  } catch (thrown) {
    return answer(web, request, reply, { next, site, problem: problemOf(thrown) }, 400);
  }
}

/** `GET /sign-in/site/back`: takes the answer of their server. */
export async function finishSiteSignIn(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const parsed = Answer.safeParse(request.query);
  const held = readCookie(request, web.origin, STATE);
  clearCookie(reply, web.origin, STATE);
  const fail = (problem: string) => answer(web, request, reply, { next: '/', problem }, 400);
  if (!parsed.success || !held || parsed.data.state !== held)
    return fail('This sign-in was not begun in this browser. Begin again here.');
  const { state, code, iss, error } = parsed.data;
  if (!code)
    return fail(error === 'access_denied' ? 'You said no at your site.' : 'Your site did not sign you in.');
  try {
    const { secret, expiresAt, next } = await web.api.finishWebSignIn({ state, code, iss }, request.call);
    keepWebIdentity(web, reply, secret, new Date(expiresAt));
    return reply.header('cache-control', 'no-store').redirect(next, 303);
  } catch (thrown) {
    return fail(problemOf(thrown));
  }
}

/** `POST /sign-in/site/end`: forgets the visitor. */
export async function endSiteSignIn(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireSameOrigin(request, web.origin);
  await forgetVisitor(web, request, reply);
  return reply.redirect(Asked.parse(request.body ?? {}).next, 303);
}

/** What went wrong at the other site, in words; what went wrong here is thrown on. */
function problemOf(thrown: unknown): string {
  const error: AppError = toAppError(thrown);
  const ours = error.code === 'internal' || (error.code === 'unavailable' && error.reason === undefined);
  if (ours) throw thrown;
  return error.message;
}

async function frameFor(web: WebContext, request: FastifyRequest): Promise<Frame> {
  return frameOf(web, await web.state.site(await web.state.revision(request.call), request.call));
}

async function answer(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  form: SiteForm,
  status = reply.statusCode,
): Promise<FastifyReply> {
  return send(reply.code(status), siteSignInView(await frameFor(web, request), form));
}

function send(reply: FastifyReply, page: { text: string }): FastifyReply {
  return reply.header('cache-control', 'no-store').type(HTML).send(page.text);
}
