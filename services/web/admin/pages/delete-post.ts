import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import type { AdminRequest } from '../admin-page.ts';
import { confirmDeleteView } from '../views/writing/confirm-delete.ts';

/** `GET /admin/posts/ID/delete`: asks whether the post is to be deleted, for the link on its writing screen. */
export async function deletePostPage(asked: AdminRequest): Promise<Html> {
  const { id } = asked.request.params as { id: string };
  const post = await asked.web.api.getOwnPost({ key: id }, asked.request.call);
  if (post.id !== id) throw new AppError('not_found', 'There is no such post.');
  return confirmDeleteView(asked, [id], '/admin/posts', `/admin/posts/${id}`);
}
