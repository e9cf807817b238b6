import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Html } from '../../../../core/html/html.ts';
import { type AdminRequest, actorOf, goTo } from '../admin-page.ts';
import { trashView } from '../views/writing/trash.ts';
import { orSay } from './conversation/decide.ts';

const PATH = '/admin/posts/trash';
const ON_A_PAGE = 50;
const Query = z.object({ after: z.string().max(200).optional().catch(undefined) });
const Params = z.object({ id: z.uuid() });

/** `GET /admin/posts/trash`: posts that were deleted and can be brought back. */
export async function trashPage(asked: AdminRequest): Promise<Html> {
  const { after } = Query.parse(asked.request.query);
  const list = await asked.web.api.listDeletedPosts({ cursor: after, limit: ON_A_PAGE }, asked.request.call);
  return trashView(asked, { ...list, after });
}

/** `POST /admin/posts/trash/:id/restore`. */
export async function restoreDeleted(asked: AdminRequest): Promise<FastifyReply> {
  return orSay(asked, PATH, async () => {
    const { id } = Params.parse(asked.request.params);
    const post = await asked.web.api.undeletePost({ id, actor: actorOf(asked) }, asked.request.call);
    return goTo(asked, `/admin/posts/${post.id}`, 'The post is back, with all that was said under it.');
  });
}

/** `POST /admin/posts/trash/:id/erase`. */
export async function eraseDeleted(asked: AdminRequest): Promise<FastifyReply> {
  return orSay(asked, PATH, async () => {
    const { id } = Params.parse(asked.request.params);
    await asked.web.api.eraseDeletedPost({ id, actor: actorOf(asked) }, asked.request.call);
    return goTo(asked, PATH, 'The post is gone for good.');
  });
}
