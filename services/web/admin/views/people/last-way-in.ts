import { type Html, html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { checkbox } from '../fields.ts';
import { pageHead, postForm } from '../parts.ts';

/** The question before somebody takes away the last way in that they have. */
export function lastWayInView(asked: AdminRequest, id: string): Html {
  const owner = asked.principal.role === 'owner';
  return html`${pageHead({ title: 'Remove your only way in?', back: { label: 'Your account', path: '/admin/account' } })}
<p class="about">You have no other passkey and no recovery codes left. Without this passkey you could come in again only by ${
    owner
      ? html`<code>croft sign-in-link</code> on the machine where Croft runs, or a token with the scope “admin”`
      : 'a link that the owner makes for you'
  }.</p>
${postForm(
  asked,
  '/admin/account/passkeys/remove',
  html`<input type="hidden" name="id" value="${id}">${checkbox({ label: 'I know, and want it gone', name: 'sure', required: true })}
<div class="buttons"><button class="danger" type="submit">Remove it</button><a class="button" href="/admin/account">Keep it</a></div>`,
)}`;
}
