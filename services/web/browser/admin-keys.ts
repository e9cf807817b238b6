import { isTyping, KEYS_OFF, letterKeys } from './single-keys.ts';

/**
 * G and a letter go to a section, N begins a post, ? says all keys. Never while somebody writes in a field, and they can be
 * turned off (WCAG 2.1.4).
 */
export function startKeys(): void {
  const places = sections();
  const letterOf = letterKeys();
  addEventListener('keydown', event => {
    if (isTyping(event.target)) return;
    if (event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey) return help(places);
    const letter = letterOf(event);
    const place = letter?.afterG ? places.get(letter.key) : undefined;
    if (place) location.assign(place.href);
    else if (letter?.key === 'n') location.assign('/admin/posts/new');
  });
}

/** The links of the menu, each by the first letter of its name that no other before it has. */
function sections(): Map<string, HTMLAnchorElement> {
  const places = new Map<string, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.admin-side .admin-menu a')) {
    const letter = [...link.textContent.toLowerCase()].find(one => /\p{L}/u.test(one) && !places.has(one));
    if (letter) places.set(letter, link);
  }
  return places;
}

function help(places: ReadonlyMap<string, HTMLAnchorElement>): void {
  const known = document.querySelector<HTMLDialogElement>('#keys');
  if (known) {
    known.showModal();
    return;
  }
  const dialog = Object.assign(document.createElement('dialog'), { id: 'keys', className: 'picker' });
  dialog.setAttribute('aria-label', 'Keys');
  const list = Object.assign(document.createElement('dl'), { className: 'facts' });
  const rows: [string, string][] = [...places].map(([letter, link]) => [
    `G, then ${letter.toUpperCase()}`,
    link.textContent,
  ]);
  rows.push(['N', 'New post'], ['?', 'These keys']);
  if (document.querySelector('#editor'))
    rows.push(
      ['Ctrl B, I, K', 'Bold, italic, link'],
      ['Ctrl S', 'Keep now, without publishing'],
      ['Ctrl Enter', 'Publish or update'],
      ['Escape, then Tab', 'Leave the text'],
    );
  if (document.querySelector('.queued'))
    rows.push(
      ['J, K', 'Next, previous'],
      ['A, S, D', 'Approve, hold as spam, delete'],
      ['R', 'Reply'],
      ['X', 'Tick for the buttons below the list'],
    );
  for (const [keys, meaning] of rows)
    list.append(
      Object.assign(document.createElement('dt'), { textContent: keys }),
      Object.assign(document.createElement('dd'), { textContent: meaning }),
    );
  const off = Object.assign(document.createElement('input'), {
    type: 'checkbox',
    checked: localStorage.getItem(KEYS_OFF) === null,
  });
  off.addEventListener('change', () =>
    off.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, '1'),
  );
  const label = Object.assign(document.createElement('label'), { className: 'check-all' });
  label.append(off, 'Single letters are keys');
  const close = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Close' });
  close.addEventListener('click', () => dialog.close());
  dialog.append(Object.assign(document.createElement('h2'), { textContent: 'Keys' }), list, label, close);
  document.body.append(dialog);
  dialog.showModal();
}
