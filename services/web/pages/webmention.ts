import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { WebContext } from '../context.ts';
import { HTML } from '../http/rendered.ts';
import { type Frame, frameOf } from '../views/frame.ts';
import { mentionStatusView, webmentionView } from '../views/webmention.ts';

const Form = z.object({
  source: z.string().max(4000),
  target: z.string().max(4000),
  vouch: z.string().max(4000).optional(),
});
const Query = z.object({ target: z.string().max(4000).catch('').default('') });
const Params = z.object({ id: z.uuid() });

/** `GET /webmention`: what the address is for, and a form for whoever sends by hand. */
export async function showWebmention(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { target } = Query.parse(request.query);
  return answer(reply, webmentionView(await frameFor(web, request), target).text);
}

/**
 * `POST /webmention`: takes a mention in (https://www.w3.org/TR/webmention/#receiving-webmentions). 202 with the address at
 * which its sender can see what became of it; a browser is led there.
 */
export async function takeWebmention(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = Form.safeParse(request.body);
  if (!form.success)
    throw new AppError('invalid', 'Send source and target as a form (application/x-www-form-urlencoded).');
  const { id } = await web.api.receiveMention(form.data, request.call);
  const path = `/webmention/${id}`;
  if (request.wantsHtml) return reply.redirect(path, 303);
  return reply
    .code(202)
    .headers({ location: web.origin + path, 'cache-control': 'no-store' })
    .send({ status: web.origin + path });
}

/** `GET /webmention/ID`: what became of a mention, as a page or as JSON. */
export async function showMentionStatus(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such mention here.');
  const mention = await web.api.getMention(params.data, request.call);
  if (!request.wantsHtml) return reply.headers(UNKEPT).send(mention);
  return answer(reply, mentionStatusView(await frameFor(web, request), mention).text);
}

const UNKEPT = { 'cache-control': 'no-store', vary: 'accept' };

async function frameFor(web: WebContext, request: FastifyRequest): Promise<Frame> {
  const revision = await web.state.revision(request.call);
  return frameOf(web, await web.state.site(revision, request.call));
}

function answer(reply: FastifyReply, body: string): FastifyReply {
  return reply.headers(UNKEPT).type(HTML).send(body);
}
