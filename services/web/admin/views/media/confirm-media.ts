import { type Html, html } from '../../../../../core/html/html.ts';
import { count } from '../../../views/format.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { pageHead, postForm } from '../parts.ts';

/** Asks once more before files are deleted. */
export function confirmMediaView(asked: AdminRequest, ids: readonly string[]): Html {
  const title = `Delete ${count(ids.length, 'file')}?`;
  const hidden = html`${ids.map(id => html`<input type="hidden" name="${`id:${id}`}" value="on">`)}<input type="hidden" name="sure" value="yes">`;
  const body = html`${pageHead({ title, lede: 'It cannot be taken back. Files that a post uses stay.' })}
${postForm(asked, '/admin/media/bulk', html`${hidden}<div class="buttons"><button class="danger" type="submit">Delete</button><a class="button" href="/admin/media">Keep</a></div>`)}`;
  return adminLayout(asked, { title, section: '/admin/media', body });
}
