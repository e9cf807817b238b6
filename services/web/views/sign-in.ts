import { type Html, html } from '../../../core/html/html.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';

/** The way in for people with an account. */
export function signInView(frame: Frame, form: { next: string; problem?: string }): Html {
  const body = html`<div class="column">
<header class="page-head"><h1>Sign in</h1></header>
<form class="card" method="post" action="/sign-in">
${form.problem ? html`<p class="problem" role="alert">${form.problem}</p>` : ''}
<input type="hidden" name="next" value="${form.next}">
<label for="token">Token</label>
<input id="token" name="token" type="password" required maxlength="200" autocomplete="current-password" aria-describedby="token-about">
<p class="hint" id="token-about">The one from set-up, or a new one: <code>croft token create NAME --scope admin</code></p>
<button type="submit">Sign in</button>
</form>
</div>`;
  return layout({ frame, title: 'Sign in', body });
}
