import { attributes, type Html, html } from '../../../core/html/html.ts';
import { enterScript } from './enter-script.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';
import { signInByPasskey } from './passkey.ts';

interface SignInForm {
  readonly next?: string | undefined;
  /** What is wrong with the secret that was sent. */
  readonly problem?: string | undefined;
}

/** The way in for people with an account: a passkey first, and the ways that need none folded away. */
export function signInView(frame: Frame, form: SignInForm): Html {
  const body = html`<div class="sign-in">
<h1>Sign in</h1>
<p class="quiet">For the people who keep <strong>${frame.site.title}</strong>. To read, nobody needs an account.</p>
${signInByPasskey(frame, form.next)}
<noscript><p class="hint">Passkeys need JavaScript, which is switched off here. A recovery code works without it.</p></noscript>
<details${attributes({ open: form.problem !== undefined })}>
<summary>Sign in another way</summary>
${secretForm(form)}
</details>
</div>${enterScript(frame)}`;
  return layout({ frame, title: 'Sign in', body });
}

function secretForm({ next, problem }: SignInForm): Html {
  const field = attributes({
    id: 'secret',
    name: 'secret',
    type: 'password',
    required: true,
    maxlength: 200,
    autocomplete: 'off',
    spellcheck: 'false',
    autocapitalize: 'off',
    'aria-describedby': problem === undefined ? 'secret-about' : 'secret-problem secret-about',
    'aria-invalid': problem === undefined ? undefined : 'true',
  });
  return html`<form class="card" method="post" action="/sign-in">
<input type="hidden" name="next" value="${next ?? ''}">
<label for="secret">Recovery code or token</label>
<input${field}>
${problem === undefined ? '' : html`<p class="problem" id="secret-problem" role="alert">${problem}</p>`}
<p class="hint" id="secret-about">One of the ten codes that you printed, or a token with the scope “admin”. With neither, run <code>croft sign-in-link</code> on the machine where Croft runs.</p>
<button type="submit">Sign in</button>
</form>`;
}

/** The page of a sign-in link that was made on the machine. A look at it uses nothing up, as programs that preview links do. */
export function signInLinkView(frame: Frame, { code, name }: { code: string; name: string }): Html {
  const body = html`<div class="sign-in">
<h1>Sign in as ${name}</h1>
<p class="quiet">This link works once. After this, add a passkey or make recovery codes, so that you need no other.</p>
<form class="card" method="post" action="${`/sign-in/link/${encodeURIComponent(code)}`}"><button type="submit">Sign in</button></form>
</div>${enterScript(frame)}`;
  return layout({ frame, title: 'Sign in', body });
}

/** A sign-in link that was used or is too old. */
export function signInLinkOverView(frame: Frame): Html {
  const body = html`<div class="sign-in">
<h1>This link is over</h1>
<p class="quiet">A sign-in link works once and for 15 minutes. On the machine where Croft runs, make another:</p>
<pre tabindex="0"><code>npm run -s croft -- sign-in-link</code></pre>
<p><a href="/sign-in">Sign in another way</a></p>
</div>`;
  return layout({ frame, title: 'Sign in', body });
}
