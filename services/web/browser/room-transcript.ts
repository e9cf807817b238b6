import { addMore, element, localTime, messageItem, type Shown } from './room-message.ts';
import type { Message } from './room-types.ts';

/** Pixels from the newest message within which somebody is reading it. */
const AT_END = 60;

/** The list of messages: kept in the order of their numbers, each once, however often it comes. */
export class Transcript {
  readonly shown: Shown;
  #count = 0;
  readonly #box: HTMLElement;
  readonly #list: HTMLElement;
  readonly #newer: HTMLButtonElement;

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
    for (const item of list.querySelectorAll<HTMLElement>('.message')) addMore(item);
    for (const time of list.querySelectorAll<HTMLTimeElement>('.at time')) localTime(time);
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
  put(messages: readonly Message[], isNew: boolean): void {
    const atEnd = this.atEnd;
    const before = this.last;
    let added = 0;
    for (const message of messages) {
      const known = this.find(message.number);
      const item = messageItem(message, this.shown);
      if (known) known.replaceWith(item);
      else if (message.number > before) {
        this.#dayLine(message);
        this.#list.append(item);
        added++;
      }
    }
    if (atEnd) this.toEnd();
    else if (isNew && added > 0) {
      this.#count += added;
      this.#newer.textContent = `${this.#count} new`;
      this.#newer.hidden = false;
    }
  }

  /** Forgets all, for a page that begins anew. */
  clear(): void {
    this.#list.replaceChildren();
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
    return [...this.#list.querySelectorAll<HTMLElement>('.message')].at(-1);
  }

  #seen(): void {
    this.#count = 0;
    this.#newer.hidden = true;
  }

  /** A line where a new day begins, in the time of this browser. */
  #dayLine({ createdAt }: Message): void {
    const last = this.#newest()?.querySelector<HTMLTimeElement>('.at time');
    const day = new Date(createdAt).toDateString();
    if (!last || new Date(last.dateTime).toDateString() === day) return;
    const line = element('li', 'day');
    line.append(element('span', '', new Date(createdAt).toLocaleDateString([], { dateStyle: 'long' })));
    this.#list.append(line);
  }

  /** Older messages come as their link comes into sight. */
  #watchOlder(): void {
    const link = this.#list.querySelector<HTMLAnchorElement>('#older');
    if (!link) return;
    const watch = new IntersectionObserver(
      entries => entries.some(entry => entry.isIntersecting) && void this.#loadOlder(link),
      { root: this.#box, rootMargin: '400px' },
    );
    watch.observe(link);
    link.addEventListener('click', event => {
      event.preventDefault();
      void this.#loadOlder(link);
    });
  }

  #loading = false;

  async #loadOlder(link: HTMLAnchorElement): Promise<void> {
    const first = this.#list.querySelector<HTMLElement>('.message')?.dataset['number'];
    if (this.#loading || first === undefined) return;
    this.#loading = true;
    try {
      const path = `/api/v1/chat/rooms/${this.shown.room}/messages?limit=50&before=${first}`;
      const answer = await fetch(path, { headers: { accept: 'application/json' } });
      if (!answer.ok) return;
      const { messages, older } = (await answer.json()) as { messages: Message[]; older: boolean };
      link.parentElement!.after(...messages.map(message => messageItem(message, this.shown)));
      if (!older) link.parentElement!.remove();
    } finally {
      this.#loading = false;
    }
  }
}
