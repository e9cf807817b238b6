import { element } from './room-message.ts';

/** Proposals, and how many of them are seen at a time: the others come into sight as they are chosen. */
const MOST = 20;
const SEEN = 7;

interface Proposal {
  text: string;
  about: string;
}

/**
 * Completes what stands before the caret: a command at the beginning, or the name of somebody after `@`. Up and
 * down choose, Tab and Enter take, Escape leaves it (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 */
export function completion(
  field: HTMLTextAreaElement,
  list: HTMLUListElement,
  commands: readonly (readonly [command: string, about: string])[],
  names: () => string[],
): { taken(event: KeyboardEvent): boolean } {
  let found: Proposal[] = [];
  let chosen = 0;
  let word = '';
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);
  field.addEventListener('input', look);
  field.addEventListener('blur', () => setTimeout(close, 150));

  function look(): void {
    const before = field.value.slice(0, field.selectionStart);
    word = /(?:^|\s)(@[^\s@]*)$/.exec(before)?.[1] ?? '';
    if (word)
      found = names()
        .filter(name => fits(name, word.slice(1)))
        .map(name => ({ text: `@${name.replace(/\s+/g, '')}`, about: name }));
    else if (/^[^\p{L}\s]\S*$/u.test(before)) {
      word = before;
      found = commands
        .filter(([command]) => command.startsWith(before.toLowerCase()))
        .map(([text, about]) => ({ text, about }));
    } else found = [];
    found = found.slice(0, MOST);
    chosen = 0;
    show();
  }

  function show(): void {
    const first = Math.max(0, chosen - SEEN + 1);
    list.replaceChildren(
      ...found.slice(first, first + SEEN).map(({ text, about }, place) => {
        const index = first + place;
        const item = element('li');
        item.id = `complete-${index}`;
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', String(index === chosen));
        item.ariaSetSize = String(found.length);
        item.ariaPosInSet = String(index + 1);
        item.append(element('b', '', text), ` ${about}`);
        item.addEventListener('pointerdown', event => {
          event.preventDefault();
          chosen = index;
          take();
        });
        return item;
      }),
    );
    list.hidden = found.length === 0;
    if (found.length > 0) field.setAttribute('aria-activedescendant', `complete-${chosen}`);
    else field.removeAttribute('aria-activedescendant');
  }

  function take(): void {
    const at = field.selectionStart;
    const start = at - word.length;
    field.setRangeText(`${found[chosen]!.text} `, start, at, 'end');
    close();
  }

  function close(): void {
    found = [];
    show();
  }

  return {
    taken(event) {
      if (found.length === 0 || event.isComposing) return false;
      const whole = found.length === 1 && found[0]!.text === word;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
        chosen = (chosen + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
      else if (event.key === 'Tab' || (event.key === 'Enter' && !whole)) {
        take();
        return true;
      } else if (event.key === 'Escape') {
        close();
        return true;
      } else return false;
      show();
      return true;
    },
  };
}

function fits(name: string, begun: string): boolean {
  return name.toLowerCase().replace(/\s+/g, '').startsWith(begun.toLowerCase());
}
