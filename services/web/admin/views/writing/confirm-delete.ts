import { type Html, html } from '../../../../../core/html/html.ts';
import { count } from '../../../views/format.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { pageHead, postForm } from '../parts.ts';

/** Asks once more before posts are deleted. `back` is shown after it, `keep` instead of it. */
export function confirmDeleteView(
  asked: AdminRequest,
  ids: readonly string[],
  back: string,
  keep = back,
): Html {
  const title = `Delete ${count(ids.length, 'post')}?`;
  const hidden = html`${ids.map(id => html`<input type="hidden" name="${`post:${id}`}" value="on">`)}<input type="hidden" name="action" value="delete"><input type="hidden" name="sure" value="yes"><input type="hidden" name="back" value="${back}">`;
  const body = html`${pageHead({ title, lede: 'Their texts, comments and history go with them, and are kept for 30 days under Posts → Deleted. Pictures stay under Media.' })}
${postForm(asked, '/admin/posts/bulk', html`${hidden}<div class="buttons"><button class="danger" type="submit">Delete</button><a class="button" href="${keep}">Keep</a></div>`)}`;
  return adminLayout(asked, { title, section: '/admin/posts', body });
}
