import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { WebContext } from '../../context.ts';
import { definePage } from '../../http/page.ts';
import { postPath } from '../../views/paths.ts';
import { threadPage } from '../../views/thread/pages.ts';
import { partOf, placePath } from '../../views/thread/paging.ts';
import { talkOf } from '../../views/thread/talk.ts';
import { threadView } from '../../views/thread/thread.ts';

const Slug = z.string().min(1).max(200);
const One = z.object({ slug: Slug, id: z.uuid() });

/** `/posts/SLUG/comments?after=ID`: what people said to a post, from where the page before ends. */
export const laterThreadPage = definePage({
  input: z.object({ slug: Slug, after: z.uuid().optional().catch(undefined) }),
  cacheKey: ({ slug, after }) => `thread:${slug}:${after ?? ''}`,
  async render({ web, frame, input: { slug, after }, call }) {
    const [shown, { content, ...around }] = await Promise.all([frame, web.api.getPostPage({ slug }, call)]);
    const { post, responses } = content!;
    const part = after === undefined ? undefined : partOf(post, responses, after);
    if (part === undefined) {
      const details = { path: `${postPath(post)}#responses` };
      throw new AppError('not_found', 'That page of the thread is gone.', { reason: 'moved', details });
    }
    const title = `Responses, page ${part.number} of ${part.pages}`;
    const talk = talkOf(shown, post, responses, around.comments === 'open', part);
    return { body: threadPage(shown, post, title, threadView(shown, post, talk, around)).text };
  },
});

/** `GET /posts/SLUG/comments/ID`: leads to where a response stands, on whatever page of the thread that is now. */
export async function findResponse(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const params = One.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such comment.');
  const { slug, id } = params.data;
  const { content } = await web.api.getPostPage({ slug }, request.call);
  const { post, responses } = content!;
  return reply.header('cache-control', 'no-store').redirect(placePath(post, responses, id), 302);
}
