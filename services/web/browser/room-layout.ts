import { element } from './room-message.ts';

/** Milliseconds within which what one person says goes on under one name; the server has the same (`rooms/views/transcript.ts`). */
const GOES_ON = 5 * 60_000;

/** When a message was said; a deleted one does not tell. */
function timeOf(item: Element | undefined): Date | undefined {
  const time = item?.querySelector<HTMLTimeElement>('.at time');
  return time ? new Date(time.dateTime) : undefined;
}

/** The day of a message in the time of this browser. */
export function dayOf(item: Element | undefined): string | undefined {
  return timeOf(item)?.toDateString();
}

/**
 * Messages in their order as they stand below the message `before`: a line where a new day begins, and one head for what the
 * same person says within some minutes.
 */
export function laidOut(items: readonly HTMLElement[], before: HTMLElement | undefined): HTMLElement[] {
  let last = before;
  let lastDay = dayOf(before);
  return items.flatMap(item => {
    const day = dayOf(item) ?? lastDay;
    item.classList.toggle('goes-on', goesOn(item, last));
    last = item;
    if (day === undefined || day === lastDay) return [item];
    lastDay = day;
    item.classList.remove('goes-on');
    return [dayLine(day), item];
  });
}

function goesOn(item: HTMLElement, before: HTMLElement | undefined): boolean {
  const { person } = item.dataset;
  if (person === undefined || person !== before?.dataset['person'] || item.querySelector('.in-reply'))
    return false;
  if (item.matches('.deed') || before.matches('.deed')) return false;
  const [at, then] = [timeOf(item), timeOf(before)];
  return at !== undefined && then !== undefined && at.getTime() - then.getTime() < GOES_ON;
}

function dayLine(day: string): HTMLElement {
  const line = element('li', 'day');
  line.append(element('span', '', new Date(day).toLocaleDateString([], { dateStyle: 'long' })));
  return line;
}
