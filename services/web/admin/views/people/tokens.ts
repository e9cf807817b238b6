import { type Html, html } from '../../../../../core/html/html.ts';
import type { Token } from '../../../../api/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { checkbox, field, select } from '../fields.ts';
import { badge, confirmFold, emptyState, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';
import { day } from '../when.ts';
import { SCOPE_CHOICES } from './words.ts';

export interface TokenForm {
  readonly name?: string | undefined;
  readonly scopes?: readonly string[];
  readonly days?: string | undefined;
  readonly problem?: string | undefined;
}

/** The tokens there are, and the form that makes one. */
export function tokensView(asked: AdminRequest, tokens: readonly Token[], form: TokenForm): Html {
  return html`${pageHead({ title: 'Tokens', lede: 'What programs come in with. Each is shown once, when it is made.' })}
${newToken(asked, form)}
${
  tokens.length === 0
    ? emptyState({
        title: 'No tokens',
        text: 'A program that writes or reads here for you gets one of its own.',
      })
    : tokenTable(asked, tokens)
}`;
}

function newToken(asked: AdminRequest, { name, scopes = ['write'], days = '', problem }: TokenForm): Html {
  const choices = SCOPE_CHOICES.map(({ value, label, hint }) =>
    checkbox({ label, hint, name: `scope_${value}`, checked: scopes.includes(value) }),
  );
  const body = html`${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
<div class="row">${field({ label: 'Name', name: 'name', value: name, required: true, maxlength: 100, autocomplete: 'off', hint: 'The program or device it is for' })}${select(
    {
      label: 'Good for',
      name: 'days',
      value: days,
      hint: 'After that it is of no use',
      choices: [
        { value: '', label: 'Until it is revoked' },
        { value: '7', label: '7 days' },
        { value: '30', label: '30 days' },
        { value: '90', label: '90 days' },
        { value: '365', label: 'A year' },
      ],
    },
  )}</div>
<fieldset><legend>It may</legend>${choices}</fieldset>
<div class="buttons"><button class="primary" type="submit">Make the token</button></div>`;
  return html`<section class="panel"><h2>A new token</h2>${postForm(asked, '/admin/tokens', body)}</section>`;
}

function tokenTable(asked: AdminRequest, tokens: readonly Token[]): Html {
  return table({
    caption: 'Tokens',
    rows: tokens,
    columns: [
      {
        label: 'Name',
        as: 'main',
        cell: ({ name, clientId }) =>
          html`<strong>${name}</strong>${clientId && html` <span class="quiet">${clientId}</span>`}`,
      },
      {
        label: 'May',
        cell: ({ scopes }) => html`<span class="badges">${scopes.map(scope => badge(scope))}</span>`,
      },
      { label: 'Made', as: 'nowrap', cell: ({ createdAt }) => day(createdAt) },
      {
        label: 'Last used',
        as: 'nowrap',
        cell: ({ usedAt }) => (usedAt === undefined ? 'never' : day(usedAt)),
      },
      {
        label: 'Until',
        as: 'nowrap',
        cell: ({ expiresAt }) => (expiresAt === undefined ? 'no end' : day(expiresAt)),
      },
      {
        label: 'Change',
        as: 'actions',
        cell: ({ id, name }) =>
          confirmFold(asked, {
            label: 'Revoke…',
            question: html`Whatever uses “${name}” is locked out at once.`,
            confirm: 'Revoke it',
            action: '/admin/tokens/revoke',
            values: { id },
          }),
      },
    ],
  });
}

/** A token that was just made, this once. */
export function madeTokenView({ name, token }: { name: string; token: string }): Html {
  return html`${pageHead({ title: `The token for ${name}`, back: { label: 'Tokens', path: '/admin/tokens' } })}
<p><code class="secret">${token}</code></p>
<p class="notice warn" role="status"><strong>It is shown this once.</strong> Copy it to the program now. Programs send it as <code>Authorization: Bearer TOKEN</code>.</p>`;
}
