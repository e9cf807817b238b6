import { type Html, html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { pageHead } from '../parts.ts';

/** A fresh set of recovery codes, to be printed; it cannot be shown again. */
export function recoveryCodesView({ frame, principal }: AdminRequest, codes: readonly string[]): Html {
  return html`${pageHead({ title: 'Your recovery codes', back: { label: 'Your account', path: '/admin/account' } })}
<div class="codes">
<p>For <strong>${principal.name}</strong> at <strong>${frame.origin.replace(/^https?:\/\//, '')}</strong>. Each signs in once, at <span class="nowrap">${frame.origin}/sign-in</span></p>
<ol>${codes.map(code => html`<li><code>${code}</code></li>`)}</ol>
</div>
<p class="notice warn" role="status"><strong>They are shown this once.</strong> Print this page, or copy them to where nobody else looks. Codes that you had before are of no use any more.</p>`;
}
