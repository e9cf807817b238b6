import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { requireSameOrigin } from '../../../../core/http/origin-check.ts';
import { LONGEST_COMMENT } from '../../../api/contract.ts';
import { allGoneView, ownView } from '../../views/thread/own.ts';
import { editView, goneView } from '../../views/thread/pages.ts';
import { commentPath, responsePath } from '../../views/thread/paths.ts';
import { problemOf, type Visit } from './visit.ts';

const Form = z.object({
  action: z.enum(['open', 'save', 'delete', 'all', 'deleteAll']).catch('open'),
  sure: z.string().max(10).optional(),
  name: z.string().max(300).default(''),
  code: z.string().max(200).default(''),
  markdown: z
    .string()
    .max(2 * LONGEST_COMMENT)
    .optional()
    .transform(value => value?.replace(/\r\n?/g, '\n')),
});

/** `GET /posts/SLUG/comments/ID/edit`: asks whose comment it is, unless the site that the visitor is signed in with tells. */
export async function showEdit(visit: Visit): Promise<Html> {
  const { frame, post, id, as, identity } = visit;
  const markdown = identity && as === undefined ? await openSigned(visit) : undefined;
  return editView(frame, post, { id, as, identity, markdown });
}

/** The comment as written, when it was signed with the visitor's site. */
async function openSigned({ web, request, id, visitor }: Visit): Promise<string | undefined> {
  try {
    return (await web.api.openComment({ id, name: '', visitor }, request.call)).markdown;
  } catch (thrown) {
    if (toAppError(thrown).code === 'forbidden') return undefined;
    throw thrown;
  }
}

/** `POST /posts/SLUG/comments/ID/edit`: opens, saves or deletes it, or lists or deletes all of its writer's, each by name and code. */
export async function editOwn(visit: Visit, reply: FastifyReply): Promise<Html | FastifyReply> {
  const { web, request, frame, post, id, visitor, as, identity } = visit;
  requireSameOrigin(request, web.origin);
  const sent = Form.safeParse(request.body ?? {});
  if (!sent.success)
    throw new AppError('invalid', 'This form holds more than it can. Go back and shorten it.');
  const { action, name, code, markdown } = sent.data;
  const own = { id, name, code, visitor };
  try {
    if (action === 'delete') {
      await web.api.deleteComment(own, request.call);
      return goneView(frame, post);
    }
    if (action === 'save' && markdown !== undefined) {
      const { status } = await web.api.editComment({ ...own, markdown }, request.call);
      return reply.redirect(
        status === 'approved' ? responsePath(post.slug, id) : commentPath(post.slug, id, 'waiting'),
        303,
      );
    }
    if (action === 'deleteAll' && sent.data.sure !== undefined) {
      const { deleted } = await web.api.deleteOwnComments({ name, code, visitor }, request.call);
      return allGoneView(frame, post, deleted);
    }
    if (action === 'all' || action === 'deleteAll') return await listOwn(visit, { name, code });
    const opened = await web.api.openComment(own, request.call);
    return editView(frame, post, { id, name, code, as, identity, markdown: opened.markdown });
  } catch (thrown) {
    const problem = problemOf(thrown, reply);
    return editView(frame, post, { id, name, code, as, identity, markdown, problem });
  }
}

const LISTED = 100;

/** All that its writer wrote here. */
async function listOwn(
  { web, request, frame, post, id, visitor }: Visit,
  { name, code }: { name: string; code: string },
): Promise<Html> {
  const asked = { name, code, visitor, limit: LISTED };
  const { comments, next } = await web.api.listOwnComments(asked, request.call);
  return ownView(frame, post, { id, name, code, comments, more: next !== undefined });
}
