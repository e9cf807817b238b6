import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { toAppError } from '../../../core/errors.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import { PersonName } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';
import { enter } from '../http/enter.ts';
import { sendSecretPage } from '../http/secret-page.ts';
import { visitorOf } from '../http/visitor.ts';
import { inviteOverView, inviteView } from '../views/invite.ts';

const Code = z.object({ code: z.string().min(1).max(200) });
const Form = z.object({ name: PersonName });

/** `GET /invite/CODE`: what the invitation offers. */
export async function showInvitation(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return show(web, request, reply, {});
}

/** `POST /invite/CODE`: makes the account, signs its person in, and goes on to where a passkey can be added. */
export async function acceptInvitation(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireSameOrigin(request, web.origin);
  const { code } = Code.parse(request.params);
  const form = Form.safeParse(request.body);
  if (!form.success)
    return show(web, request, reply.code(400), { problem: 'Say who you are: 1 to 100 letters.' });
  try {
    const from = visitorOf(web, request);
    const begun = await web.api.acceptInvitation({ code, name: form.data.name, from }, request.call);
    enter(web, reply, begun);
    return reply.redirect('/admin/account', 303);
  } catch (thrown) {
    if (toAppError(thrown).code !== 'forbidden') throw thrown;
    return sendSecretPage(web, request, reply.code(403), inviteOverView);
  }
}

async function show(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  more: { problem?: string },
): Promise<FastifyReply> {
  const { code } = Code.parse(request.params);
  const { role } = await web.api.checkInvitation({ code }, request.call);
  return role === undefined
    ? sendSecretPage(web, request, reply.code(403), inviteOverView)
    : sendSecretPage(web, request, reply, frame => inviteView(frame, { code, role, ...more }));
}
