import { dayOf, laidOut } from './room-layout.ts';
import { addMore, element, localTime, messageItem, type Shown } from './room-message.ts';
import type { Message } from './room-types.ts';

/** Pixels from the newest message within which somebody is reading it. */
const AT_END = 60;

/** Messages beyond which a page that is open for long lets the oldest go, and how many stay. They come again by scrolling. */
const MOST = 400;
const KEPT = 250;

/** The list of messages: kept in the order of their numbers, each once, however often it comes. */
export class Transcript {
  readonly shown: Shown;
  #count = 0;
  readonly #box: HTMLElement;
  readonly #list: HTMLElement;
  readonly #newer: HTMLButtonElement;
  /** The line with the link to older messages; not in the list when there are none. */
  readonly #olderLine: HTMLElement;

  constructor(box: HTMLElement, list: HTMLElement, shown: Shown) {
    this.#box = box;
    this.#list = list;
    this.shown = shown;
    this.#newer = element('button', 'newer');
    this.#newer.type = 'button';
    this.#newer.hidden = true;
    this.#newer.addEventListener('click', () => this.toEnd());
    box.prepend(this.#newer);
    box.addEventListener('scroll', () => this.atEnd && this.#seen(), { passive: true });
    for (const item of list.querySelectorAll<HTMLElement>('.message')) {
      addMore(item);
      shown.fold(item);
    }
    for (const time of list.querySelectorAll<HTMLTimeElement>('.at time')) localTime(time);
    this.#olderLine = list.querySelector<HTMLElement>('.older-line') ?? olderLine(shown.room);
    this.#watchOlder();
  }

  get atEnd(): boolean {
    return Math.abs(this.#box.scrollTop) < AT_END;
  }

  get last(): number {
    return Number(this.#newest()?.dataset['number'] ?? 0);
  }

  toEnd(): void {
    this.#box.scrollTop = 0;
    this.#seen();
  }

  /** Puts in what is new, and what has changed in the place of what it was. */
  put(messages: readonly Message[]): void {
    const atEnd = this.atEnd;
    const newest = this.#newest();
    const before = this.last;
    const added: HTMLElement[] = [];
    for (const message of messages) {
      const known = this.find(message.number);
      const item = messageItem(message, this.shown);
      item.classList.toggle('goes-on', known?.classList.contains('goes-on') ?? false);
      if (known) known.replaceWith(item);
      else if (message.number > before) added.push(item);
    }
    this.#list.append(...laidOut(added, newest));
    if (atEnd) {
      this.toEnd();
      this.#letGo();
    } else if (added.length > 0) {
      this.#count += added.length;
      this.#newer.textContent = `${this.#count} new`;
      this.#newer.hidden = false;
    }
  }

  /** Forgets all, for a page that begins anew. */
  clear(): void {
    this.#list.replaceChildren(this.#olderLine);
  }

  find(number: number): HTMLElement | null {
    return this.#list.querySelector<HTMLElement>(`#m${number}`);
  }

  /** Draws the line above the first message that was not read; there is one. */
  markNew(read: number): void {
    if (this.#list.querySelector('.new-line')) return;
    const first = [...this.#list.querySelectorAll<HTMLElement>('.message:not(.mine)')].find(
      item => Number(item.dataset['number']) > read,
    );
    if (!first) return;
    const line = element('li', 'new-line');
    line.append(element('span', '', 'New'));
    first.before(line);
  }

  #newest(): HTMLElement | undefined {
    for (let item = this.#list.lastElementChild; item; item = item.previousElementSibling)
      if (item.classList.contains('message')) return item as HTMLElement;
    return undefined;
  }

  #seen(): void {
    this.#count = 0;
    this.#newer.hidden = true;
  }

  #letGo(): void {
    const items = this.#list.querySelectorAll<HTMLElement>('.message');
    if (items.length <= MOST) return;
    const first = items[items.length - KEPT]!;
    while (first.previousElementSibling) first.previousElementSibling.remove();
    this.#list.prepend(this.#olderLine);
  }

  /** Older messages come as their link comes into sight. */
  #watchOlder(): void {
    const watch = new IntersectionObserver(
      entries => entries.some(entry => entry.isIntersecting) && void this.#loadOlder(),
      { root: this.#box, rootMargin: '400px' },
    );
    watch.observe(this.#olderLine);
    this.#olderLine.addEventListener('click', event => {
      event.preventDefault();
      void this.#loadOlder();
    });
  }

  #loading = false;

  async #loadOlder(): Promise<void> {
    const first = this.#list.querySelector<HTMLElement>('.message');
    const number = first?.dataset['number'];
    if (this.#loading || first === null || number === undefined) return;
    this.#loading = true;
    try {
      const path = `/api/v1/chat/rooms/${this.shown.room}/messages?limit=50&before=${number}`;
      const answer = await fetch(path, { headers: { accept: 'application/json' } });
      if (!answer.ok) return;
      const { messages, older } = (await answer.json()) as { messages: Message[]; older: boolean };
      const items = messages.map(message => messageItem(message, this.shown));
      // The line of the day that has begun further up.
      const line = first.previousElementSibling;
      const last = items.at(-1);
      if (
        last &&
        line?.classList.contains('day') &&
        dayOf(last) !== undefined &&
        dayOf(last) === dayOf(first)
      )
        line.remove();
      this.#olderLine.after(...laidOut(items, undefined));
      if (!older) this.#olderLine.remove();
    } finally {
      this.#loading = false;
    }
  }
}

function olderLine(room: string): HTMLElement {
  const line = element('li', 'older-line');
  const link = element('a', '', 'Older messages');
  link.href = `/rooms/${room}?before=1`;
  line.append(link);
  return line;
}
