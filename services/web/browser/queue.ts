import { letterKeys } from './single-keys.ts';

/** Keys for the queue: j and k go down and up, a approves, s holds as spam, d deletes, x ticks, r replies. */
const items = [...document.querySelectorAll<HTMLElement>('.queued')];
const letterOf = letterKeys();
let at = -1;

function go(to: number): void {
  at = Math.max(0, Math.min(items.length - 1, to));
  items[at]?.focus();
}

function answer(item: HTMLElement | undefined): void {
  const box = item?.querySelector<HTMLDetailsElement>('details[data-action="reply"]');
  if (!box) return;
  box.open = true;
  box.querySelector('textarea')!.focus();
}

const ACTIONS: Readonly<Record<string, string>> = { a: 'approve', s: 'spam', d: 'delete' };

document.addEventListener('keydown', event => {
  const target = event.target as HTMLElement;
  if (target.closest('input:not([type="checkbox"]), textarea, select, dialog[open]')) return;
  const letter = letterOf(event);
  // After G a letter leads to a section.
  if (letter === undefined || letter.afterG) return;
  const { key } = letter;
  const here = target.closest<HTMLElement>('.queued');
  if (here) at = items.indexOf(here);
  if (key === 'j') go(at + 1);
  else if (key === 'k') go(at - 1);
  else if (key === 'x') items[at]?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click();
  else if (key === 'r') answer(items[at]);
  else if (ACTIONS[key])
    items[at]?.querySelector<HTMLButtonElement>(`[data-action="${ACTIONS[key]}"]`)?.click();
  else return;
  event.preventDefault();
});
