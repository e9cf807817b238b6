import type { Ignored } from './room-ignored.ts';
import { element } from './room-message.ts';

/** Shows whom one ignores among the options of the room, to be shown again from there. */
export function showIgnored(options: HTMLElement, ignored: Ignored): void {
  const box = options.querySelector<HTMLElement>('#ignored')!;
  const people = ignored.all();
  box.hidden = people.length === 0;
  box.querySelector('ul')!.replaceChildren(
    ...people.map(one => {
      const item = element('li', '', one.name);
      const again = element('button', '', 'Show again');
      again.type = 'button';
      again.setAttribute('aria-label', `Show again: ${one.name}`);
      again.addEventListener('click', () => {
        ignored.remove(one);
        options.querySelector('summary')!.focus();
      });
      item.append(again);
      return item;
    }),
  );
}

/** What drops down closes by Escape, and when somebody goes on elsewhere. */
export function closesByItself(details: HTMLDetailsElement): void {
  details.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !details.open) return;
    details.open = false;
    details.querySelector('summary')!.focus();
  });
  document.addEventListener('click', event => {
    if (!details.contains(event.target as Node)) details.open = false;
  });
}
