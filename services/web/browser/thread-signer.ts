/** Whether somebody has signed in with a site at this browser, as far as it has seen: else it asks nobody. */
const HINT = 'croft-signed-in-with-site';
/** What was typed before the visitor went away to sign in. */
const DRAFT = 'croft-comment-draft';

/** Takes the visitor's words along when they go to sign in, and puts them back into the empty form of the same post. */
export function keepDraft(form: HTMLFormElement): void {
  const action = form.getAttribute('action');
  const text = form.elements.namedItem('markdown') as HTMLTextAreaElement;
  try {
    const [of, words] = JSON.parse(sessionStorage.getItem(DRAFT) ?? '[]') as string[];
    if (of === action && words) {
      if (text.value === '') text.value = words;
      sessionStorage.removeItem(DRAFT);
    }
  } catch {
    // Storage is shut off: the words stay on the page that the browser goes back to.
  }
  form.querySelector('#site-sign-in a')?.addEventListener('click', () => {
    try {
      sessionStorage.setItem(DRAFT, JSON.stringify([action, text.value]));
    } catch {
      // As above.
    }
  });
}

/**
 * On a page that is kept for all, puts who is signed in with a site in place of name and code. Only a browser that somebody
 * has signed in at asks for it.
 */
export async function showSigner(form: HTMLFormElement): Promise<void> {
  const mine = (form.elements.namedItem('challenge') as HTMLInputElement).value !== '';
  try {
    if (mine) {
      if (form.querySelector('.signed-as')) localStorage.setItem(HINT, '1');
      else localStorage.removeItem(HINT);
      return;
    }
    if (localStorage.getItem(HINT) === null) return;
  } catch {
    return;
  }
  const answer = await fetch(`${form.getAttribute('action')}/signer`).catch(() => undefined);
  if (answer?.status === 204) localStorage.removeItem(HINT);
  if (answer?.status !== 200) return;
  const [first, ...others] = form.querySelectorAll('.signer');
  // Escaped by the server, as on the page that it makes without a script.
  first!.outerHTML = await answer.text();
  for (const other of [...others, form.querySelector('#site-sign-in')!]) other.remove();
}
