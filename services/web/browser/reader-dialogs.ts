import { make } from './reader-news.ts';
import { keep, recall } from './reader-storage.ts';
import { KEYS_OFF } from './single-keys.ts';

const KEYS: readonly (readonly [keys: string, meaning: string])[] = [
  ['j, k', 'Next, previous, opened'],
  ['n, p', 'Next, previous'],
  ['o, Enter', 'Open, close'],
  ['v', 'Original in a new tab'],
  ['m', 'Read, unread'],
  ['s', 'Star'],
  ['Shift A', 'Mark all as read'],
  ['r', 'Refresh'],
  ['1, 2, 3', 'List, cards, magazine'],
  ['u', 'Lists on and off'],
  ['/', 'Search'],
  ['g h', 'Unread'],
  ['g a', 'All items'],
  ['g s', 'Starred'],
  ['g t', 'A tag'],
  ['g u', 'A feed'],
];

/** Every key, and the switch that turns them off. */
export function showKeys(): void {
  const dialog = begin('Keys');
  const list = make('dl', {});
  for (const [keys, meaning] of KEYS)
    list.append(make('dt', { innerHTML: `<kbd>${keys}</kbd>` }), make('dd', { textContent: meaning }));
  const on = make('input', { type: 'checkbox', checked: recall(KEYS_OFF) === null });
  on.addEventListener('change', () => keep(KEYS_OFF, on.checked ? null : '1'));
  const label = make('label', { className: 'check' });
  label.append(on, 'Single letters are keys');
  const close = make('button', { type: 'button', textContent: 'Close' });
  close.addEventListener('click', () => dialog.close());
  dialog.append(list, label, close);
  dialog.showModal();
}

/** Goes to one of the feeds. The lists at the side have those of the open tag alone; without a network, they have to do. */
export async function pickFeed(): Promise<void> {
  const page = await fetch('/reader/feeds', { headers: { accept: 'text/html' } })
    .then(async answer => new DOMParser().parseFromString(await answer.text(), 'text/html'))
    .catch(() => document);
  const all = linksIn('.feed-list a.name', page);
  pick('Feed', all.length > 0 ? all : linksIn('.lists a[href^="/reader/feed/"]'));
}

export function linksIn(which: string, page = document): HTMLAnchorElement[] {
  return [...page.querySelectorAll<HTMLAnchorElement>(which)];
}

/** Goes to one of the links, by some letters of its name. */
export function pick(what: string, links: readonly HTMLAnchorElement[]): void {
  const names = new Map<string, string>();
  for (const link of links) names.set((link.querySelector('.name') ?? link).textContent!, link.href);
  const dialog = begin(`Go to a ${what.toLowerCase()}`);
  const field = make('input', { type: 'search', ariaLabel: what, autocomplete: 'off' });
  const proposals = make('datalist', { id: 'proposals' });
  for (const name of names.keys()) proposals.append(make('option', { value: name }));
  field.setAttribute('list', 'proposals');
  const form = make('form', { className: 'field' });
  form.append(field, make('button', { textContent: 'Go' }), proposals);
  form.addEventListener('submit', event => {
    event.preventDefault();
    const typed = field.value.trim().toLowerCase();
    const all = [...names].map(([name, href]) => ({ name: name.toLowerCase(), href }));
    const found =
      all.find(({ name }) => name === typed) ??
      all.find(({ name }) => name.startsWith(typed)) ??
      all.find(({ name }) => name.includes(typed));
    if (found) location.assign(found.href);
  });
  dialog.append(form);
  dialog.showModal();
  field.focus();
}

function begin(title: string): HTMLDialogElement {
  document.querySelector('dialog.keys')?.remove();
  const dialog = make('dialog', { className: 'keys', ariaLabel: title });
  dialog.append(make('h2', { textContent: title }));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  return dialog;
}
