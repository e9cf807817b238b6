import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { toAppError } from '../../../core/errors.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import type { WebContext } from '../context.ts';
import { enter } from '../http/enter.ts';
import { sendSecretPage } from '../http/secret-page.ts';
import { visitorOf } from '../http/visitor.ts';
import { signInLinkOverView, signInLinkView } from '../views/sign-in.ts';

const Code = z.object({ code: z.string().min(1).max(200) });

/** `GET /sign-in/link/CODE`: whom the link lets in. */
export async function showSignInLink(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { code } = Code.parse(request.params);
  const { name } = await web.api.checkSignInLink({ code }, request.call);
  return name === undefined
    ? over(web, request, reply)
    : sendSecretPage(web, request, reply, frame => signInLinkView(frame, { code, name }));
}

/** `POST /sign-in/link/CODE`: uses the link up. */
export async function useSignInLink(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireSameOrigin(request, web.origin);
  const { code } = Code.parse(request.params);
  try {
    const begun = await web.api.signInWithLink({ code, from: visitorOf(web, request) }, request.call);
    enter(web, reply, begun);
    return reply.redirect('/admin/account', 303);
  } catch (thrown) {
    if (toAppError(thrown).code !== 'unauthenticated') throw thrown;
    return over(web, request, reply);
  }
}

function over(web: WebContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return sendSecretPage(web, request, reply.code(403), signInLinkOverView);
}
