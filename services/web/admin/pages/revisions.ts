import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { type AdminRequest, goTo } from '../admin-page.ts';
import { revisionView } from '../views/writing/revision.ts';
import { revisionsView } from '../views/writing/revisions.ts';

const Version = z.coerce.number().int().min(1);
const Params = z.object({ id: z.uuid(), version: Version.optional() });
const Query = z.object({ after: z.string().max(20).optional().catch(undefined) });
const Restore = z.object({ current: Version });
const ON_A_PAGE = 50;

/** `GET /admin/posts/ID/revisions`: what a post was, newest first. */
export async function revisionsPage(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const { id } = read(asked);
  const { after } = Query.parse(request.query);
  const [post, { revisions, next }] = await Promise.all([
    web.api.getOwnPost({ key: id }, request.call),
    web.api.listRevisions({ id, limit: ON_A_PAGE, cursor: after }, request.call),
  ]);
  return revisionsView(asked, { post, revisions, next, first: after === undefined });
}

/** `GET /admin/posts/ID/revisions/VERSION`: how the post of now differs from what it was then. */
export async function revisionPage(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const { id, version = 1 } = read(asked);
  const [post, revision, diff] = await Promise.all([
    web.api.getOwnPost({ key: id }, request.call),
    web.api.getRevisionOf({ id, version }, request.call),
    web.api.diffRevisions({ id, from: version }, request.call),
  ]);
  return revisionView(asked, { post, revision, diff });
}

/** `POST /admin/posts/ID/revisions/VERSION`: gives the post the content that it had then. */
export async function restoreRevision(asked: AdminRequest): Promise<FastifyReply> {
  const { web, request, principal } = asked;
  const { id, version = 1 } = read(asked);
  const form = Restore.safeParse(request.body);
  if (!form.success) throw new AppError('invalid', 'This is not a form of this screen. Load it again.');
  const { current } = form.data;
  await web.api.restoreRevision({ id, version, current, by: principal.account }, request.call);
  return goTo(
    asked,
    `/admin/posts/${id}`,
    'The post has the content of that version again. What it was before is kept in its history too.',
  );
}

function read({ request }: AdminRequest): z.output<typeof Params> {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such post or version.');
  return params.data;
}
