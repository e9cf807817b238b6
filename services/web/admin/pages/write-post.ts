import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import type { AdminRequest } from '../admin-page.ts';
import { editorView } from '../views/writing/editor.ts';
import { EMPTY_FIELDS, fieldsOf, withCopy } from '../writing/post-fields.ts';
import { tagNames } from '../writing/tag-names.ts';

const Params = z.object({ id: z.uuid() });
/** What is to be answered, if a page has sent its reader here for that. */
const Query = z.object({
  kind: z.enum(['reply', 'like', 'bookmark', 'repost', 'rsvp']).optional().catch(undefined),
  target: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional()
    .catch(undefined),
  title: z.string().max(300).optional().catch(undefined),
});

/** `GET /admin/posts/new`: an empty writing screen, or with `kind`, `target` and `title` one that answers something. */
export async function newPostPage(asked: AdminRequest): Promise<Html> {
  const tags = await tagNames(asked);
  const { kind, target, title } = Query.parse(asked.request.query);
  const answer = { kind: kind ?? 'reply', targetUrl: target ?? '', targetTitle: title ?? '' } as const;
  const fields = target === undefined ? EMPTY_FIELDS : { ...EMPTY_FIELDS, ...answer };
  return editorView(asked, { state: { copy: 0, key: randomUUID() }, fields, tags });
}

/** `GET /admin/posts/ID`: a post with what its writer has changed and not published yet. Four calls, at once but for one. */
export async function writePostPage(asked: AdminRequest): Promise<Html> {
  const params = Params.safeParse(asked.request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such post.');
  const { web, request, principal } = asked;
  const [post, { copy }, tags] = await Promise.all([
    web.api.getOwnPost({ key: params.data.id }, request.call),
    web.api.getWorkingCopy({ post: params.data.id, account: principal.account }, request.call),
    tagNames(asked),
  ]);
  const { snapshot } = await web.api.getRevisionOf({ id: post.id, version: post.version! }, request.call);
  const fields = fieldsOf(snapshot);
  const state = {
    id: post.id,
    version: copy?.baseVersion ?? post.version,
    status: post.status,
    publishedAt: snapshot.publishedAt,
    copy: copy?.version ?? 0,
    key: '',
  };
  const shown = copy === undefined ? fields : withCopy(fields, copy.content);
  return editorView(asked, { state, fields: shown, tags, copyAt: copy?.updatedAt });
}
