import { type Html, html } from '../../../../core/html/html.ts';
import type { AuthorizationRequest, ClientInfo, ClientScope } from '../../../api/contract.ts';
import { formTokenField } from '../../http/form-token.ts';
import type { AdminRequest } from '../admin-page.ts';
import { adminLayout } from './admin-layout.ts';

/** What each scope lets a program do, in the owner's words. */
const MEANINGS: Readonly<Record<ClientScope, string>> = {
  create: 'Publish posts',
  draft: 'Make drafts',
  update: 'Change your posts, and read them and your drafts',
  delete: 'Delete posts',
  undelete: 'Bring deleted posts back',
  media: 'Upload pictures and other files',
  profile: 'See your name and picture',
  email: 'See your e-mail address',
};

export interface Consent {
  readonly client: ClientInfo;
  readonly scopes: readonly ClientScope[];
  readonly request: AuthorizationRequest;
}

/** Asks the owner whether a program may in, and for what. */
export function authorizeView(asked: AdminRequest, { client, scopes, request }: Consent): Html {
  const body = html`<div class="consent">
<header class="consent-head">
${client.logo ? html`<img class="consent-logo" src="${client.logo}" alt="" width="64" height="64">` : ''}
<h1>${scopes.length > 0 ? html`Let ${client.name} in?` : html`Sign in to ${client.name}?`}</h1>
</header>
<p><strong>${client.host}</strong> asks to ${purpose(scopes)} as <strong>${asked.frame.origin}/</strong>.</p>
${client.known ? '' : html`<p class="problem">The page of this program could not be read, so that nothing is known of it but its address. Go on only if you have just come from there.</p>`}
<form method="post" action="/indieauth/decide">
${formTokenField(asked)}
${hidden(request)}
${scopes.length > 0 ? scopeList(scopes) : html`<p>It learns which site is yours, and nothing else.</p>`}
<p class="hint">The answer goes to <code>${request.redirectUri}</code>. ${scopes.length > 0 ? html`What you allow ends when it was not used for 90 days, or when you revoke it under <a href="/admin/tokens">tokens</a>.` : ''}</p>
<p class="consent-answers"><button class="primary" type="submit" name="decision" value="allow">Allow</button> <button type="submit" name="decision" value="deny">Say no</button></p>
</form>
${client.url ? html`<p class="hint">More on this program: <a href="${client.url}" rel="noopener noreferrer nofollow">${client.url}</a></p>` : ''}
</div>`;
  return adminLayout(asked, { title: `Let ${client.name} in?`, section: '', body });
}

function purpose(scopes: readonly ClientScope[]): string {
  return scopes.some(scope => scope !== 'profile' && scope !== 'email')
    ? 'write on your site'
    : 'sign you in';
}

function scopeList(scopes: readonly ClientScope[]): Html {
  return html`<fieldset class="consent-scopes"><legend>It may</legend>
${scopes.map(
  scope =>
    html`<label><input type="checkbox" name="scope_${scope}" value="yes" checked> <span>${MEANINGS[scope]} <code>${scope}</code></span></label>\n`,
)}</fieldset>`;
}

/** The request goes with the answer, and is checked again with it. */
function hidden(request: AuthorizationRequest): Html {
  const fields = Object.entries(QUERY_NAMES).map(([field, name]) => {
    const value = request[field as keyof AuthorizationRequest];
    return value === undefined ? '' : html`<input type="hidden" name="${name}" value="${value}">\n`;
  });
  return html`${fields}`;
}

/** The fields of a request as they are called in an address and in a form. */
export const QUERY_NAMES: Readonly<Record<keyof AuthorizationRequest, string>> = {
  responseType: 'response_type',
  clientId: 'client_id',
  redirectUri: 'redirect_uri',
  state: 'state',
  scope: 'scope',
  codeChallenge: 'code_challenge',
  codeChallengeMethod: 'code_challenge_method',
};
