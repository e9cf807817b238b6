/** Keys for the queue: j and k go down and up, a approves, s holds as spam, d deletes, x ticks. */
const items = [...document.querySelectorAll<HTMLElement>('.queued')];
let at = -1;

function go(to: number): void {
  at = Math.max(0, Math.min(items.length - 1, to));
  items[at]?.focus();
}

const ACTIONS: Readonly<Record<string, string>> = { a: 'approve', s: 'spam', d: 'delete' };

document.addEventListener('keydown', event => {
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.closest('input:not([type="checkbox"]), textarea, select')) return;
  const here = target.closest<HTMLElement>('.queued');
  if (here) at = items.indexOf(here);
  if (event.key === 'j') go(at + 1);
  else if (event.key === 'k') go(at - 1);
  else if (event.key === 'x') items[at]?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click();
  else if (ACTIONS[event.key])
    items[at]?.querySelector<HTMLButtonElement>(`[data-action="${ACTIONS[event.key]}"]`)?.click();
  else return;
  event.preventDefault();
});
