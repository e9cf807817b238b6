import type { Somebody } from './room-ignored.ts';
import { element } from './room-message.ts';

const EMOJIS = ['👍', '❤️', '😄', '🎉', '🤔', '👀'];

export interface MenuActions {
  react(number: number, emoji: string): void;
  edit(number: number): void;
  remove(number: number): void;
  /** Number of the pinned message; 0 for none. */
  pinned(): number;
  /** 0 to pin none. */
  pin(number: number): void;
  /** Whether somebody is ignored; changes it. */
  ignores(somebody: Somebody): boolean;
  ignore(somebody: Somebody): void;
  sanction(person: number, kind: 'mute' | 'block', minutes: number | undefined): void;
}

/** The one menu of all messages: what can be done with that whose button was pressed. */
export function messageMenu(
  isModerator: () => boolean,
  actions: MenuActions,
): (button: HTMLButtonElement) => void {
  const menu = element('div', 'room-menu');
  menu.popover = 'auto';
  menu.setAttribute('role', 'group');
  menu.setAttribute('aria-label', 'Message');
  let opener: HTMLButtonElement | undefined;
  menu.addEventListener('toggle', event => {
    if ((event as ToggleEvent).newState === 'open') menu.querySelector('button')?.focus();
    else if (menu.contains(document.activeElement) || document.activeElement === document.body)
      opener?.focus();
  });

  return button => {
    const item = button.closest<HTMLElement>('.message')!;
    const number = Number(item.dataset['number']);
    const person = Number(item.dataset['person']);
    opener = button;
    const emojis = element('div', 'emojis');
    emojis.append(
      ...EMOJIS.map(emoji => entry(emoji, () => actions.react(number, emoji), `React with ${emoji}`)),
    );
    menu.replaceChildren(emojis);
    if (item.classList.contains('mine')) menu.append(entry('Edit', () => actions.edit(number)));
    if (item.classList.contains('mine') || isModerator())
      menu.append(entry('Delete', () => actions.remove(number)));
    if (!item.classList.contains('mine')) {
      const somebody = { id: person || undefined, name: item.querySelector('.who')!.textContent! };
      const words = actions.ignores(somebody) ? 'No longer ignore' : 'Ignore';
      menu.append(entry(`${words} ${somebody.name}`, () => actions.ignore(somebody)));
    }
    if (isModerator()) {
      const pinned = actions.pinned() === number;
      menu.append(entry(pinned ? 'Unpin' : 'Pin', () => actions.pin(pinned ? 0 : number)));
      if (person && !item.classList.contains('mine'))
        menu.append(
          entry('Mute for 10 minutes', () => actions.sanction(person, 'mute', 10)),
          entry('Block for a day', () => actions.sanction(person, 'block', 24 * 60)),
          entry('Block', () => actions.sanction(person, 'block', undefined)),
        );
    }
    button.after(menu);
    menu.showPopover();
    place(menu, button);
  };

  function entry(text: string, run: () => void, label?: string): HTMLButtonElement {
    const made = element('button', '', text);
    made.type = 'button';
    if (label) made.setAttribute('aria-label', label);
    made.addEventListener('click', () => {
      menu.hidePopover();
      run();
    });
    return made;
  }
}

/** Under its button, or above it where there is no room. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const below = at.bottom + menu.offsetHeight < innerHeight;
  menu.style.top = `${below ? at.bottom : Math.max(8, at.top - menu.offsetHeight)}px`;
  menu.style.left = `${Math.max(8, at.right - menu.offsetWidth)}px`;
}
