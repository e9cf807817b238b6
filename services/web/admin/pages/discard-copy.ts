import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import { type AdminRequest, goTo } from '../admin-page.ts';

const Params = z.object({ id: z.uuid() });

/** `POST /admin/posts/ID/discard`: drops what this writer has changed and not published. */
export async function discardCopy(asked: AdminRequest): Promise<FastifyReply> {
  const params = Params.safeParse(asked.request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such post.');
  const { id } = params.data;
  await asked.web.api.dropWorkingCopy({ post: id, account: asked.principal.account }, asked.request.call);
  return goTo(asked, `/admin/posts/${id}`, 'Your changes are dropped; this is the post as it is saved.');
}
