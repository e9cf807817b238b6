import { type Html, html } from '../../../../core/html/html.ts';
import type { AppPassword, Feed } from '../../../reader/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { nearWords } from './age.ts';
import { postForm } from './forms.ts';
import { readerLayout } from './reader-layout.ts';
import { head } from './subscriptions.ts';

export interface ClientsPage {
  readonly feeds: readonly Feed[];
  readonly passwords: readonly AppPassword[];
  /** One that was made just now, with its secret. */
  readonly made?: AppPassword & { readonly password: string };
  readonly problem?: string;
}

/** The passwords of reading apps, a form that makes one, and what to enter where. */
export function clientsView(asked: ReaderRequest, page: ClientsPage): Html {
  const { made, passwords, feeds } = page;
  const body = html`${head('Apps')}
<p class="about">Read with another app, and everything stays in step. Each app has a password of its own.</p>
<div class="troubled">${made ? secret(made) : ''}
<section class="panel" aria-labelledby="new"><h2 id="new">A new app</h2>${newForm(asked, page.problem)}</section>
${passwords.length === 0 ? '' : html`<section class="panel" aria-labelledby="apps"><h2 id="apps">Your apps</h2><ul class="feed-list">${passwords.map(one => line(asked, one))}</ul></section>`}
${addresses(asked.web.origin)}</div>`;
  return readerLayout(asked, { title: 'Apps', feeds, body });
}

function secret({ name, login, password }: NonNullable<ClientsPage['made']>): Html {
  return html`<section class="panel" aria-labelledby="made"><h2 id="made">${name}</h2>
<dl class="facts secret"><dt>User name</dt><dd><code>${login}</code></dd><dt>Password</dt><dd><code>${password}</code></dd></dl>
<p><strong>Enter it now: it is shown this once.</strong></p></section>`;
}

function newForm(asked: ReaderRequest, problem: string | undefined): Html {
  const fields = html`${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
<div class="form-field"><label for="name">Where it is used</label><input id="name" name="name" required maxlength="100" placeholder="NetNewsWire on the phone"></div>
<button class="primary" type="submit">Make a password</button>`;
  return postForm(asked, '/reader/clients', {}, fields, 'form');
}

function line(asked: ReaderRequest, { id, name, login, createdAt, lastUsedAt }: AppPassword): Html {
  const now = Date.now();
  const used = lastUsedAt === undefined ? 'not used yet' : `used ${nearWords(lastUsedAt, now)}`;
  const revoke = html`<button class="small danger" type="submit">Revoke<span class="visually-hidden"> ${name}</span></button>`;
  return html`<li><div><span class="name">${name}</span><p class="hint">${login}, made ${nearWords(createdAt, now)}, ${used}</p></div>${postForm(asked, `/reader/clients/${id}/revoke`, {}, revoke)}</li>`;
}

function addresses(origin: string): Html {
  return html`<section class="panel" aria-labelledby="where"><h2 id="where">What to enter</h2>
<dl class="facts wide"><dt>NetNewsWire, Reeder, FeedMe</dt><dd>An account of the kind FreshRSS, at <code>${origin}/reader</code></dd>
<dt>Fluent Reader, Read You</dt><dd>Google Reader API, at <code>${origin}/reader</code> (Read You: with <code>/</code> at the end)</dd>
<dt>Apps for Fever</dt><dd><code>${origin}/fever/</code></dd>
<dt>Apps for Miniflux</dt><dd><code>${origin}/reader</code>; the password is the API token too</dd></dl></section>`;
}
