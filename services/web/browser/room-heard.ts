import type { Message } from './room-types.ts';

/** Messages that are read out one by one; of more at a time only their number is said. */
const MOST_AT_ONCE = 3;

/** Milliseconds in which messages come at the same time. */
const TOGETHER = 700;

/**
 * Tells screen readers of what is said, in a region of its own: the transcript also changes when somebody reacts, edits, or
 * scrolls back, which nobody wants read out.
 */
export function readOut(region: HTMLElement): (message: Message) => void {
  let waiting: Message[] = [];

  function say(): void {
    const told =
      waiting.length > MOST_AT_ONCE
        ? [`${waiting.length} new messages`]
        : waiting.map(({ name, html, action }) => `${name}${action ? '' : ':'} ${wordsOf(html)}`);
    waiting = [];
    region.replaceChildren(
      ...told.map(text => {
        const line = document.createElement('p');
        line.textContent = text;
        return line;
      }),
    );
  }

  return message => {
    if (waiting.push(message) === 1) setTimeout(say, TOGETHER);
  };
}

/** The words of a message, as plain text. */
export function wordsOf(html: string): string {
  return (document.createRange().createContextualFragment(html).textContent ?? '').trim().slice(0, 500);
}
