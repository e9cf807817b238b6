import type { FastifyReply, FastifyRequest } from 'fastify';
import { toAppError } from '../../../core/errors.ts';
import type { Html } from '../../../core/html/html.ts';
import { clearCookie, readCookie, writeCookie } from '../../../core/http/cookies.ts';
import { AUTHORIZATION_PATH, type AuthorizationRequest, ClientScope } from '../../api/contract.ts';
import { type AdminRequest, adminPage } from '../admin/admin-page.ts';
import { authorizeView, QUERY_NAMES } from '../admin/views/authorize.ts';
import type { WebContext } from '../context.ts';
import { findSignedIn } from '../http/signed-in.ts';

/** Holds the question while the owner signs in first. */
const WAITING = 'croft-authorize';
const PATIENCE = 600_000;
const LONGEST_QUESTION = 3_500;

/** `GET /indieauth/authorize`: asks the owner about a program (https://indieauth.spec.indieweb.org/#authorization-request). */
export async function showAuthorize(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  const query = request.url.split('?')[1] ?? '';
  if (!(await findSignedIn(web, request))) {
    writeCookie(
      reply,
      web.origin,
      WAITING,
      query.slice(0, LONGEST_QUESTION),
      new Date(Date.now() + PATIENCE),
    );
    return reply.redirect(`/sign-in?next=${encodeURIComponent(AUTHORIZATION_PATH)}`, 303);
  }
  return adminPage(web, 'admin', asked => ask(asked, query))(request, reply);
}

async function ask(asked: AdminRequest, query: string): Promise<Html | FastifyReply> {
  const { web, request, reply } = asked;
  const waiting = query === '' ? readCookie(request, web.origin, WAITING) : undefined;
  if (waiting) clearCookie(reply, web.origin, WAITING);
  const question = readRequest(new URLSearchParams(waiting || query));
  const described = await web.api.describeAuthorization(question, request.call);
  if (described.outcome === 'back') return reply.redirect(described.location, 302);
  const { client, scopes, formAction } = described;
  allowFormTo(reply, formAction);
  return authorizeView(asked, { client, scopes, request: question });
}

/** `POST /indieauth/decide`: goes back to the program with the owner's answer. */
export async function decideAuthorize({
  web,
  request,
  reply,
  principal,
}: AdminRequest): Promise<FastifyReply> {
  const form = request.body as Readonly<Record<string, string>>;
  const { location } = await web.api.answerAuthorization(
    {
      ...readRequest(new URLSearchParams(form)),
      account: principal.account,
      allow: form['decision'] === 'allow',
      scopes: ClientScope.options.filter(scope => form[`scope_${scope}`] !== undefined),
    },
    request.call,
  );
  return reply.header('referrer-policy', 'no-referrer').redirect(location, 302);
}

/** `POST /indieauth/authorize`: tells a program who the owner is, for its code, and gives it no token. */
export async function redeemAuthorize(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = (request.body ?? {}) as Readonly<Record<string, string | undefined>>;
  reply.headers({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' });
  if ((form['grant_type'] ?? 'authorization_code') !== 'authorization_code')
    return reply.code(400).send({ error: 'unsupported_grant_type' });
  try {
    const exchange = {
      code: form['code'],
      clientId: form['client_id'],
      redirectUri: form['redirect_uri'],
      codeVerifier: form['code_verifier'],
    };
    return reply.send(await web.api.redeemForProfile(exchange, request.call));
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'invalid') throw thrown;
    return reply
      .code(400)
      .send({ error: error.reason ?? 'invalid_request', error_description: error.message });
  }
}

function readRequest(query: URLSearchParams): AuthorizationRequest {
  return Object.fromEntries(
    Object.entries(QUERY_NAMES).flatMap(([field, name]) => {
      const value = query.get(name);
      return value === null ? [] : [[field, value]];
    }),
  );
}

/** A browser minds where the answer to a form leads: without this it would not go back to the program. */
function allowFormTo(reply: FastifyReply, source: string): void {
  const policy = String(reply.getHeader('content-security-policy'));
  reply.header(
    'content-security-policy',
    policy.replace("form-action 'self'", `form-action 'self' ${source}`),
  );
}
