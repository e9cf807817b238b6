import { type Html, html } from '../../../core/html/html.ts';
import type { Frame } from './frame.ts';

/**
 * The button by which `browser/passkey.ts` signs in or adds a passkey. Passkeys need a script, and belong to the site's own
 * address: opened at another one the script says so.
 */
export function signInByPasskey({ origin, assets }: Frame, next: string | undefined): Html {
  return html`<div class="passkey" data-passkey="sign-in" data-origin="${origin}" data-next="${next ?? ''}">
<button type="button">${keyIcon}Sign in with a passkey</button>
<p class="problem" role="alert" hidden></p>
</div>
<script type="module" src="${assets.passkeyScript.path}"></script>`;
}

/** `next`: where to go after; stays on the page and says that it is done when there is none. */
export function addPasskeyButton(
  { origin, assets }: Frame,
  { formToken, next = '' }: { formToken: string; next?: string },
): Html {
  return html`<div class="passkey" data-passkey="add" data-origin="${origin}" data-next="${next}" data-token="${formToken}">
<button type="button" class="primary">${keyIcon}Add a passkey</button>
<p class="done" role="status" hidden></p>
<p class="problem" role="alert" hidden></p>
</div>
<script type="module" src="${assets.passkeyScript.path}"></script>`;
}

const keyIcon = html`<svg class="key" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><circle cx="8" cy="8" r="4.75" fill="none" stroke="currentColor" stroke-width="2"/><path d="M11.5 11.5 20 20m-3.2-3.2 2.4-2.4m-5.2-.4 2-2" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>`;
