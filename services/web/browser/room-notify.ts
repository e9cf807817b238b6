import { wordsOf } from './room-heard.ts';
import type { Message } from './room-types.ts';

const KEY = 'croft notify';

/**
 * Notifications of what is said to somebody while the tab is hidden, as far as they turned on the switch: only that click asks
 * the browser for its permission, and without it there are none.
 */
export function notifications(
  box: HTMLInputElement,
  room: { name: string; title: string },
  say: (words: string) => void,
): (message: Message) => void {
  const may = () => 'Notification' in window && Notification.permission === 'granted';
  box.closest('p')!.hidden = !('Notification' in window);
  box.checked = may() && localStorage.getItem(KEY) === '1';
  box.addEventListener('change', async () => {
    localStorage.removeItem(KEY);
    if (!box.checked) return;
    box.checked = false;
    if (!works()) return say('This browser does not let pages notify you.');
    if ((await Notification.requestPermission()) !== 'granted')
      return say('Your browser does not let this site notify you. Allow it in its settings first.');
    box.checked = true;
    localStorage.setItem(KEY, '1');
  });

  return message => {
    if (!document.hidden || !box.checked || !may()) return;
    const { name, number, html, action } = message;
    const words = wordsOf(html);
    try {
      const shown = new Notification(`${name} in ${room.title}`, {
        body: action ? `${name} ${words}` : words,
        tag: `croft ${room.name} ${number}`, // one, however many tabs show the room
        icon: '/icon.png',
      });
      shown.addEventListener('click', () => {
        window.focus();
        location.hash = `m${number}`;
        shown.close();
      });
    } catch {
      box.checked = false;
    }
  };
}

/** Some browsers of phones have the constructor and let no page use it. Without the permission nothing is shown by it. */
function works(): boolean {
  if (Notification.permission !== 'default') return true;
  try {
    new Notification('');
    return true;
  } catch {
    return false;
  }
}
