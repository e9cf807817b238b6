import { type Html, html } from '../../../core/html/html.ts';
import type { WebIdentity } from '../../api/contract.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';

export interface SiteForm {
  readonly next: string;
  readonly site?: string;
  readonly problem?: string;
  /** Who they have proved to be already. */
  readonly identity?: WebIdentity | undefined;
}

/** Where a visitor signs in with a site of their own. */
export function siteSignInView(frame: Frame, { next, site, problem, identity }: SiteForm): Html {
  const body = html`<div class="column">
<header class="page-head"><h1>Sign in with your site</h1>
<p class="lede">If you have a site of your own that speaks <a href="https://indieauth.net/">IndieAuth</a>, sign your comments with it. You need no account here.</p></header>
${identity ? signedInAs(identity, next) : ''}
<form class="card" method="post" action="/sign-in/site">
${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
<input type="hidden" name="next" value="${next}">
<label for="site">Address of your site</label>
<input id="site" name="site" type="text" inputmode="url" required maxlength="500" autocomplete="url" autocapitalize="none" spellcheck="false" placeholder="https://ann.example/" value="${site ?? ''}" aria-describedby="site-about">
<p class="hint" id="site-about">You are sent there to say yes, and come back. Then a cookie keeps you signed in for 30 days.</p>
<button type="submit">Go on</button>
</form>
</div>`;
  return layout({ frame, title: 'Sign in with your site', body });
}

function signedInAs({ name, url }: WebIdentity, next: string): Html {
  return html`<form class="card" method="post" action="/sign-in/site/end">
<input type="hidden" name="next" value="${next}">
<p>You are signed in as <strong>${name}</strong>, <a href="${url}" rel="nofollow noopener">${url}</a>.</p>
<p class="buttons">${next === '/' ? '' : html`<a class="button" href="${next}">Go on as ${name}</a> `}<button class="ghost" type="submit">Sign out</button></p>
</form>`;
}

/** On the way: the browser goes on by itself, or by the link. */
export function leavingView(frame: Frame, { location, host }: { location: string; host: string }): Html {
  const body = html`<div class="column">
<header class="page-head"><h1>On to ${host}</h1>
<p class="lede">Your site says that you sign in there. Say yes, and you come back here.</p></header>
<p><a class="button" href="${location}" rel="noreferrer">Go on to ${host}</a></p>
</div>`;
  return layout({ frame, title: `On to ${host}`, body });
}
