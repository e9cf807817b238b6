import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '../../../core/html/html.ts';
import type { WebContext } from '../context.ts';
import { type Frame, frameOf } from '../views/frame.ts';
import { HTML } from './rendered.ts';

/** A page whose address or content is a secret: neither is kept anywhere, nor told to another site. */
export async function sendSecretPage(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  view: (frame: Frame) => Html,
): Promise<FastifyReply> {
  const site = await web.state.site(await web.state.revision(request.call), request.call);
  return reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .type(HTML)
    .send(view(frameOf(web, site)).text);
}
