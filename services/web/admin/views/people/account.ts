import { type Html, html } from '../../../../../core/html/html.ts';
import type { Account, Passkey } from '../../../../api/contract.ts';
import { withArticle } from '../../../views/format.ts';
import { addPasskeyButton } from '../../../views/passkey.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { field } from '../fields.ts';
import { badge, confirmFold, pageHead, postForm } from '../parts.ts';
import { day } from '../when.ts';

/** Somebody's own account: the name, the passkeys and the recovery codes. */
export function accountView(
  asked: AdminRequest,
  { account, passkeys }: { account: Account; passkeys: readonly Passkey[] },
): Html {
  return html`${pageHead({ title: 'Your account', lede: `You are ${account.role === 'owner' ? 'the owner' : withArticle(account.role)} here.` })}
${wayInWarning(account)}
<section class="panel"><h2>Passkeys</h2>
<p class="about">A passkey signs you in by fingerprint, face or PIN. One on each device that you use, or one in a password manager, is best.</p>
${passkeys.length === 0 ? '' : html`<ul class="ways">${passkeys.map(passkey => passkeyRow(asked, passkey))}</ul>`}
${addPasskeyButton(asked.frame, { formToken: asked.formToken, next: '/admin/account' })}
<noscript><p class="hint">Adding a passkey needs JavaScript, which is switched off here. Recovery codes work without it.</p></noscript>
</section>
${codes(asked, account)}
<section class="panel"><h2>Name</h2>
${postForm(asked, '/admin/account', html`${field({ label: 'Your name', name: 'name', value: account.name, required: true, maxlength: 100, autocomplete: 'name', hint: 'As the others here see it. The author of the site is a setting of the site.' })}<div class="buttons"><button type="submit">Save</button></div>`)}
</section>
<p class="about">See <a href="/admin/sessions">where you are signed in</a>.</p>`;
}

function wayInWarning({ passkeys, codes }: Account): Html | '' {
  if (passkeys + codes > 0) return '';
  return html`<p class="notice warn" role="status"><strong>You could not come back yet.</strong> Add a passkey or make recovery codes before you sign out.</p>`;
}

function passkeyRow(asked: AdminRequest, { id, name, backedUp, createdAt, usedAt }: Passkey): Html {
  const rename = postForm(
    asked,
    '/admin/account/passkeys/rename',
    html`<input type="hidden" name="id" value="${id}">${field({ label: 'Name', name: 'name', value: name, required: true, maxlength: 100, form: `passkey-${id}` })}<div class="buttons"><button class="small" type="submit">Rename</button></div>`,
  );
  const remove = confirmFold(asked, {
    label: 'Remove…',
    question: html`“${name}” will not sign you in any more. It stays on its device until you remove it there.`,
    confirm: 'Remove this passkey',
    action: '/admin/account/passkeys/remove',
    values: { id },
  });
  return html`<li><div class="way"><strong>${name}</strong> ${backedUp ? badge('synced', 'good') : badge('this device only')}
<span class="quiet">Added ${day(createdAt)}, ${usedAt === undefined ? 'not used yet' : html`last used ${day(usedAt)}`}</span></div>
<details class="more"><summary>Change<span class="visually-hidden"> ${name}</span></summary><div class="stack">${rename}${remove}</div></details></li>`;
}

function codes(asked: AdminRequest, { codes: left }: Account): Html {
  const make = html`<div class="buttons"><button type="submit">${left === 0 ? 'Make recovery codes' : 'Make new ones'}</button></div>`;
  return html`<section class="panel"><h2>Recovery codes</h2>
<p class="about">${
    left === 0
      ? 'Ten codes to print and keep with your papers. Each signs you in once, on the day when a passkey is not at hand.'
      : html`<strong>${left} of 10 are left.</strong> New ones take the place of those that you have: they will not work any more.`
  }</p>
${postForm(asked, '/admin/account/recovery-codes', make)}</section>`;
}
