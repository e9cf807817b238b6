import { attributes, type Html, html } from '../../../core/html/html.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';
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

/** After the claim: the first token, this once. */
export function claimedView(frame: Frame, token: string): Html {
  const body = html`<div class="column">
<header class="page-head"><p class="kicker">Set-up</p><h1>It is yours</h1>
<p class="lede">This is your first token. It is shown this once and kept nowhere in the clear, so store it where you store passwords.</p></header>
<p class="token"><code>${token}</code></p>
<h2>Bring your posts</h2>
<p>On the machine where Croft runs, for a folder of Markdown as Jekyll, Hugo or Eleventy keep it:</p>
<pre tabindex="0"><code>npm run -s croft -- import posts ~/blog/_posts</code></pre>
<h2>Or write the first one from here</h2>
<p>The token is what lets a program write for you:</p>
${firstPost(frame.origin, token)}
<p><a class="button" href="/">See your site</a></p>
</div>`;
  return layout({ frame, title: 'It is yours', body });
}

/** A code that is wrong or was used. */
export function setupClosedView(frame: Frame): Html {
  const body = html`<div class="column">
<header class="page-head"><p class="kicker">Set-up</p><h1>This link does not open anything</h1>
<p class="lede">A set-up link works once, and only the newest one works.</p></header>
<ul class="plain">
<li><strong>Nobody has taken over the site yet?</strong> Stop Croft and start it again: it prints a new link in the terminal, and the older ones end.</li>
<li><strong>You have taken it over, and lost the token?</strong> Make another on the machine where Croft runs:
<pre tabindex="0"><code>npm run -s croft -- token create laptop</code></pre></li>
</ul>
<p><a href="/">Go to the home page</a></p>
</div>`;
  return layout({ frame, title: 'Set-up', body });
}
