import { type Html, html } from '../../../../core/html/html.ts';
import { may } from '../../../api/contract.ts';
import type { AdminRequest } from '../admin-page.ts';
import { adminLayout } from '../views/admin-layout.ts';
import { textArea } from '../views/fields.ts';
import { pageHead, postForm } from '../views/parts.ts';

/** `/admin`: what waits for this person, and a field to write a note in. */
export async function overviewPage(asked: AdminRequest): Promise<Html> {
  const body = html`${pageHead({ title: 'Overview' })}${may(asked.principal, 'write') && noteForm(asked)}`;
  return adminLayout(asked, { title: 'Overview', section: '/admin', body });
}

function noteForm(asked: AdminRequest): Html {
  const body = html`${textArea({ label: 'A quick note', name: 'markdown', rows: 3, required: true })}
<div class="buttons"><button class="primary" type="submit" name="status" value="published">Publish</button><button type="submit" name="status" value="draft">Keep as draft</button></div>`;
  return html`<section class="panel">${postForm(asked, '/admin/note', body)}</section>`;
}
