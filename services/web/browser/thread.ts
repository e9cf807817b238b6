import { solve } from './proof.ts';
import { keepDraft, showSigner } from './thread-signer.ts';

/**
 * Makes the comment form quicker: fetches a challenge and proves it while one types, shows the preview in place, moves the
 * form to the comment that is answered, shows who is signed in with a site, and remembers the name in this browser and nowhere else.
 */
const form = document.querySelector<HTMLFormElement>('#comment-form');
if (form) enhance(form);

findResponse();

/** What an address names may stand on another page of the thread. */
function findResponse(): void {
  const id = /^#c-([\da-f-]{36})$/.exec(location.hash)?.[1];
  const path = document.querySelector<HTMLElement>('[data-comments]')?.dataset['comments'];
  if (!id || !path || document.getElementById(`c-${id}`)) return;
  try {
    // Once: it may have gone since the page was made.
    if (sessionStorage.getItem('croft-response') === id) return;
    sessionStorage.setItem('croft-response', id);
    location.replace(`${path}/${id}`);
  } catch {
    // Storage is shut off: the thread begins here, and leads on.
  }
}

function enhance(form: HTMLFormElement): void {
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | null;
  let offered = '';
  let begun: Promise<void> | undefined;
  /** Once, and again after a failure. */
  const begin = () => {
    begun ??= prepare().catch(() => {
      begun = undefined;
    });
    return begun;
  };

  async function prepare(): Promise<void> {
    const answer = await fetch('/api/v1/comments/challenge');
    if (!answer.ok) throw new Error();
    const { challenge, bits, code } = (await answer.json()) as {
      challenge: string;
      bits: number;
      code: string;
    };
    offered = code;
    const proof = await solve(challenge, bits);
    field('challenge')!.value = challenge;
    field('proof')!.value = proof;
  }

  keepDraft(form);
  void showSigner(form);
  const name = field('name');
  try {
    if (name && !name.value) name.value = localStorage.getItem('croft-name') ?? '';
  } catch {
    // Storage is shut off: the browser's own memory of forms is there still.
  }
  form.addEventListener('focusin', () => void begin());
  form.addEventListener('submit', event => {
    const action = (event.submitter as HTMLButtonElement | null)?.value;
    if (action === 'preview' || action === 'code') {
      event.preventDefault();
      void (action === 'preview' ? preview() : offer());
      return;
    }
    if (action === 'sign-out') return;
    try {
      if (name?.isConnected) localStorage.setItem('croft-name', name.value.trim());
    } catch {
      // As above.
    }
    if (field('proof')!.value || !begun) return;
    // The proof is about to be there: a second at most.
    event.preventDefault();
    void begin().then(() => form.submit());
  });

  async function offer(): Promise<void> {
    await Promise.race([begin(), new Promise(resolve => setTimeout(resolve, 1500))]);
    const code = field('code')!;
    if (offered) code.value = offered;
    code.focus();
    code.select();
  }

  async function preview(): Promise<void> {
    const box = form.querySelector<HTMLElement>('.preview')!;
    const answer = await fetch('/api/v1/comments/preview', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ markdown: field('markdown')!.value }),
    });
    const said = (await answer.json()) as { html?: string; detail?: string };
    box.hidden = false;
    // What is shown was sanitised by the server, as what is published is; the policy of the page runs no script besides.
    if (said.html === undefined) box.lastElementChild!.textContent = said.detail ?? '';
    else box.lastElementChild!.innerHTML = `<div class="e-content">${said.html}</div>`;
  }

  const home = form.parentElement!;
  const answering = form.querySelector<HTMLElement>('.answering')!;
  document.querySelector('.responses')?.addEventListener('click', event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.reply');
    if (!link || (event as MouseEvent).metaKey || (event as MouseEvent).ctrlKey) return;
    event.preventDefault();
    const item = link.closest('li')!;
    field('parent')!.value = link.dataset['id']!;
    const back = document.createElement('button');
    back.className = 'link';
    back.type = 'button';
    back.textContent = 'Write to the post instead';
    back.addEventListener('click', () => {
      field('parent')!.value = '';
      answering.hidden = true;
      home.append(form);
      field('markdown')!.focus();
    });
    answering.replaceChildren(
      `In reply to ${item.querySelector('.p-author .p-name')?.textContent ?? ''}. `,
      back,
    );
    answering.hidden = false;
    item.append(form);
    field('markdown')!.focus();
  });
}
