import type { List } from './reader-list.ts';
import { stateOf } from './reader-marks.ts';
import { make } from './reader-news.ts';

/** How far a finger goes before it swipes and does not scroll or tap, and until letting go does it, in pixels. */
const BEGIN = 14;
const ENOUGH = 84;

/**
 * To the right: read or unread. To the left: the star. The style sheet leaves what goes up or down on a row to the browser
 * (`touch-action`), which takes the pointer away when it scrolls.
 */
export function startSwipes(form: HTMLFormElement, list: List): void {
  let from: { x: number; y: number; id: number; entry: HTMLElement; row: HTMLElement } | undefined;
  let hint: HTMLElement | undefined;
  let distance = 0;

  form.addEventListener('pointerdown', event => {
    const row = (event.target as Element).closest<HTMLElement>('.row');
    if (event.pointerType !== 'touch' || !event.isPrimary || !row) return;
    from = { x: event.clientX, y: event.clientY, id: event.pointerId, entry: row.parentElement!, row };
  });
  form.addEventListener('pointermove', event => {
    if (!from || event.pointerId !== from.id) return;
    distance = event.clientX - from.x;
    const across = Math.abs(distance);
    if (!hint && (across < BEGIN || across < 2 * Math.abs(event.clientY - from.y))) return;
    if (!hint) {
      from.row.setPointerCapture(from.id);
      from.entry.classList.add('swiped');
      hint = make('div', { ariaHidden: 'true' });
      from.entry.prepend(hint);
    }
    const { unread, starred } = stateOf(from.entry);
    const right = distance > 0;
    hint.textContent = right ? (unread ? 'Read' : 'Unread') : starred ? 'Unstar' : 'Star';
    hint.className = `swipe-hint ${right ? 'right' : 'left'}${across >= ENOUGH ? ' enough' : ''}`;
    from.row.style.transform = `translateX(${distance}px)`;
  });
  form.addEventListener('pointerup', () => {
    if (from && hint && Math.abs(distance) >= ENOUGH) {
      if (distance > 0) list.toggleUnread(from.entry);
      else list.toggleStar(from.entry);
    }
    end();
  });
  form.addEventListener('pointercancel', end);

  function end(): void {
    if (from) {
      from.row.style.transform = '';
      from.entry.classList.remove('swiped');
    }
    hint?.remove();
    from = undefined;
    hint = undefined;
  }
}
