import { attributes, type Html, html } from '../../../core/html/html.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';
import { addPasskeyButton } from './passkey.ts';
import { firstPost } from './welcome.ts';

interface SetupForm {
  readonly code: string;
  readonly name?: string | undefined;
  readonly siteTitle?: string | undefined;
  readonly problem?: string | undefined;
}

/** The owner's first step: a name and a title. */
export function setupView(frame: Frame, form: SetupForm): Html {
  const body = html`<div class="column">
<header class="page-head"><p class="kicker">Set-up</p><h1>Make this place yours</h1>
<p class="lede">Two things, and both can be changed later.</p></header>
<form class="card" method="post" action="${`/setup/${encodeURIComponent(form.code)}`}">
${form.problem ? html`<p class="problem" role="alert">${form.problem}</p>` : ''}
<label for="name">Your name</label>
<input${attributes({ id: 'name', name: 'name', required: true, maxlength: 100, autocomplete: 'name', value: form.name, 'aria-describedby': 'name-about' })}>
<p class="hint" id="name-about">Shown as the author of your posts.</p>
<label for="title">Title of the site</label>
<input${attributes({ id: 'title', name: 'siteTitle', maxlength: 200, autocomplete: 'off', value: form.siteTitle, 'aria-describedby': 'title-about' })}>
<p class="hint" id="title-about">Stands at the top of every page. Leave it empty to decide later.</p>
<button type="submit">Take it over</button>
</form>
</div>`;
  return layout({ frame, title: 'Set-up', body });
}

interface Claimed {
  /** The first token, which is shown this once. */
  readonly token: string;
  /** Of the session that has begun; undefined when none has. */
  readonly formToken: string | undefined;
}

/** After the claim: how to come in again, and how to go on. */
export function claimedView(frame: Frame, { token, formToken }: Claimed): Html {
  const body = html`<div class="column">
<header class="page-head"><p class="kicker">Set-up</p><h1>It is yours</h1>
<p class="lede">You are signed in here. Two things make sure that you can always come back.</p></header>
<ol class="steps">
${formToken === undefined ? '' : waysIn(frame, formToken)}
<li><h2>Keep your first token</h2>
<p>Programs write for you with it, and it signs you in as well. It is shown this once and kept nowhere in the clear, so store it where you store passwords.</p>
<p class="token"><code>${token}</code></p></li>
<li><h2>Bring your posts, or write the first one</h2>
<p>On the machine where Croft runs, for a folder of Markdown as Jekyll, Hugo or Eleventy keep it:</p>
<pre tabindex="0"><code>npm run -s croft -- import posts ~/blog/_posts</code></pre>
<p>Or from here, by the token:</p>
${firstPost(frame.origin, token)}</li>
</ol>
<p><a class="button" href="/admin">Go on to your desk</a></p>
</div>`;
  return layout({ frame, title: 'It is yours', body });
}

function waysIn(frame: Frame, formToken: string): Html {
  return html`<li><h2>Add a passkey</h2>
<p>Your phone, computer or password manager then signs you in by fingerprint, face or PIN. There is no password to lose.</p>
${addPasskeyButton(frame, { formToken })}</li>
<li><h2>Print recovery codes</h2>
<p>For the day when the phone is lost. They open in a tab of their own.</p>
<form method="post" action="/admin/account/recovery-codes" target="_blank"><input type="hidden" name="form_token" value="${formToken}"><button type="submit">Make recovery codes</button></form></li>`;
}

/** A code that is wrong or was used. */
export function setupClosedView(frame: Frame): Html {
  const body = html`<div class="column">
<header class="page-head"><p class="kicker">Set-up</p><h1>This link does not open anything</h1>
<p class="lede">A set-up link works once, and only the newest one works.</p></header>
<ul class="plain">
<li><strong>Nobody has taken over the site yet?</strong> Stop Croft and start it again: it prints a new link in the terminal, and the older ones end.</li>
<li><strong>You have taken it over, and cannot get in?</strong> Make a sign-in link on the machine where Croft runs:
<pre tabindex="0"><code>npm run -s croft -- sign-in-link</code></pre></li>
</ul>
<p><a href="/">Go to the home page</a></p>
</div>`;
  return layout({ frame, title: 'Set-up', body });
}
