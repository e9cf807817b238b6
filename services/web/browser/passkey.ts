import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

/**
 * Signs in with a passkey, or adds one, where a button for it stands: asks the site what is to be signed, lets the browser
 * ask its person, and sends what they signed. Without this script the other ways in remain.
 */
const box = document.querySelector<HTMLElement>('[data-passkey]');
const button = box?.querySelector('button');

if (box && button) {
  button.addEventListener('click', () => {
    button.disabled = true;
    say('.problem', '');
    run(box.dataset['passkey'] === 'add' ? add : signIn)
      .catch((error: unknown) => say('.problem', explain(error)))
      .finally(() => {
        button.disabled = false;
      });
  });
}

async function run(ceremony: () => Promise<void>): Promise<void> {
  const origin = box?.dataset['origin'] ?? '';
  if (origin !== location.origin)
    throw new Error(
      `Passkeys belong to the site’s own address. Open ${origin}${location.pathname} for this.`,
    );
  if (!browserSupportsWebAuthn())
    throw new Error('This browser has no passkeys here: they work over HTTPS and at localhost.');
  await ceremony();
}

async function signIn(): Promise<void> {
  const options = await send('/sign-in/passkey/options', {});
  const assertion = await startAuthentication({ optionsJSON: options as never });
  const { next } = await send('/sign-in/passkey', { assertion, next: box?.dataset['next'] || undefined });
  location.assign(next as string);
}

async function add(): Promise<void> {
  const form_token = box?.dataset['token'];
  const options = await send('/admin/account/passkeys/options', { form_token });
  const registration = await startRegistration({ optionsJSON: options as never });
  const { name } = await send('/admin/account/passkeys', { form_token, registration });
  const next = box?.dataset['next'];
  if (next) location.assign(next);
  else say('.done', `“${name}” was added: from now on it signs you in.`);
}

/** Throws with what the site says when it refuses. */
async function send(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const json = (await answer.json()) as Record<string, unknown>;
  if (answer.ok) return json;
  throw new Error(
    typeof json['detail'] === 'string' ? json['detail'] : 'The site did not answer. Try again.',
  );
}

function say(where: string, text: string): void {
  const line = box?.querySelector<HTMLElement>(where);
  if (!line) return;
  line.textContent = text;
  line.hidden = text === '';
}

/** What browsers throw, in words (https://www.w3.org/TR/webauthn-3/#sctn-createCredential). */
function explain(error: unknown): string {
  const { name, message } = error as Error;
  if (name === 'NotAllowedError' || name === 'AbortError')
    return 'Nothing was signed: it was cancelled, took too long, or there is no passkey for this site here.';
  if (name === 'InvalidStateError') return 'This device has a passkey for your account already.';
  if (name === 'SecurityError') return 'The browser allows no passkeys at this address: they need HTTPS.';
  return message;
}
