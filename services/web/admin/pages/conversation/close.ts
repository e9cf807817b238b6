import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../../core/errors.ts';
import { type AdminRequest, actorOf, goTo } from '../../admin-page.ts';
import { Back } from '../../views/conversation/paths.ts';
import { orSay } from './decide.ts';

const Form = z.object({
  back: Back,
  post: z.string().min(1).max(200),
  closed: z.enum(['true', 'false']).transform(text => text === 'true'),
});

/** `POST /admin/conversation/close`: closes the comments of one post, or opens them again. */
export async function closePage(asked: AdminRequest): Promise<FastifyReply> {
  const form = Form.safeParse(asked.request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'Say which post is meant.');
  const { back, post, closed } = form.data;
  return orSay(asked, back, async () => {
    await asked.web.api.closeThread({ slug: post, closed, actor: actorOf(asked) }, asked.request.call);
    return goTo(asked, back, closed ? 'The post takes no more comments.' : 'The post takes comments again.');
  });
}
