import { type Html, html } from '../../../../../core/html/html.ts';
import type { Account, Invitation } from '../../../../api/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { field, select } from '../fields.ts';
import { badge, confirmFold, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';
import { day } from '../when.ts';
import { ROLE_CHOICES } from './words.ts';

/** Who has an account, who is invited, and the form that invites. */
export function peopleView(
  asked: AdminRequest,
  { accounts, invitations }: { accounts: readonly Account[]; invitations: readonly Invitation[] },
): Html {
  return html`${pageHead({ title: 'People', lede: 'Who may read what is not public, or help to keep the place.' })}
${table({
  caption: 'Accounts',
  rows: accounts,
  columns: [
    {
      label: 'Name',
      as: 'main',
      cell: ({ name, disabled, unclaimed, passkeys, codes }) =>
        html`<strong>${name}</strong> ${disabled && badge('closed', 'bad')} ${
          unclaimed
            ? badge('setup link not opened', 'wait')
            : passkeys + codes === 0 && badge('no way in', 'wait')
        }`,
    },
    { label: 'Role', cell: ({ role }) => badge(role, role === 'owner' ? 'good' : 'plain') },
    { label: 'Since', as: 'nowrap', cell: ({ createdAt }) => day(createdAt) },
    {
      label: 'Last seen',
      as: 'nowrap',
      cell: ({ seenAt }) => (seenAt === undefined ? 'not lately' : day(seenAt)),
    },
    {
      label: 'Change',
      as: 'actions',
      cell: account => (account.role === 'owner' ? '' : change(asked, account)),
    },
  ],
})}
<section class="panel invite"><h2>Invite somebody</h2>
<p class="about">You get a link that is good for seven days, once. Send it to them yourself.</p>
${postForm(
  asked,
  '/admin/people/invite',
  html`<div class="row">${select({ label: 'As', name: 'role', value: 'member', choices: ROLE_CHOICES, hint: 'It can be changed later' })}${field({ label: 'For', name: 'note', maxlength: 200, autocomplete: 'off', placeholder: 'ben@example.org', hint: 'A note to yourself: a name or an address' })}</div>
<div class="buttons"><button class="primary" type="submit">Make an invitation</button></div>`,
)}</section>
${invitations.length === 0 ? '' : open(asked, invitations)}`;
}

function change(asked: AdminRequest, { id, name, role, disabled }: Account): Html {
  const hidden = html`<input type="hidden" name="id" value="${id}">`;
  const roleForm = postForm(
    asked,
    '/admin/people/role',
    html`${hidden}${select({ label: 'Role', name: 'role', value: role, choices: ROLE_CHOICES, form: `person-${id}` })}<div class="buttons"><button class="small" type="submit">Change the role</button></div>`,
  );
  const access = postForm(
    asked,
    disabled ? '/admin/people/reopen' : '/admin/people/close',
    html`${hidden}<p class="hint">${disabled ? 'Lets them in again.' : 'Signs them out everywhere and lets them in no more. It can be undone.'}</p><div class="buttons"><button class="small" type="submit">${disabled ? 'Open the account' : 'Close the account'}</button></div>`,
  );
  const remove = confirmFold(asked, {
    label: 'Remove…',
    question: html`The account of ${name} goes, with its passkeys and tokens. What ${name} wrote stays.`,
    confirm: 'Remove the account',
    action: '/admin/people/remove',
    values: { id },
  });
  return html`<details class="more"><summary>Change<span class="visually-hidden"> ${name}</span></summary><div class="stack">${roleForm}${access}${remove}</div></details>`;
}

function open(asked: AdminRequest, invitations: readonly Invitation[]): Html {
  return html`<h2>Open invitations</h2>${table({
    caption: 'Open invitations',
    rows: invitations,
    columns: [
      { label: 'For', as: 'main', cell: ({ note }) => note || 'nobody noted' },
      { label: 'Role', cell: ({ role }) => badge(role) },
      { label: 'Made', as: 'nowrap', cell: ({ createdAt }) => day(createdAt) },
      { label: 'Good until', as: 'nowrap', cell: ({ expiresAt }) => day(expiresAt) },
      {
        label: 'Change',
        as: 'actions',
        cell: ({ id, note }) =>
          postForm(
            asked,
            '/admin/people/invite/revoke',
            html`<input type="hidden" name="id" value="${id}"><button class="small" type="submit">Take back<span class="visually-hidden"> the invitation for ${note}</span></button>`,
            'inline',
          ),
      },
    ],
  })}`;
}

/** An invitation that was just made, this once. */
export function invitationView({ invitation, url }: { invitation: Invitation; url: string }): Html {
  return html`${pageHead({ title: 'The invitation', back: { label: 'People', path: '/admin/people' } })}
<p><code class="secret">${url}</code></p>
<p class="notice warn" role="status"><strong>It is shown this once.</strong> Send it to ${invitation.note || 'whom it is for'}: whoever opens it first becomes a ${invitation.role}, until ${day(invitation.expiresAt)}.</p>`;
}
