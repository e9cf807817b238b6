/** Messages below one that is led to, on the page that it is shown on; the script has the same (`browser/room-address.ts`). */
const BELOW = 30;

/** Where messages of a room are, from a page of it. */
export class Addresses {
  readonly #room: string;
  readonly #shown: ReadonlySet<number>;
  readonly #embedded: boolean;

  /** `shown` are the numbers of the messages that the page has. */
  constructor(room: string, shown: Iterable<number>, embedded: boolean) {
    this.#room = room;
    this.#shown = new Set(shown);
    this.#embedded = embedded;
  }

  /** On this page, or else on one that has it among others. */
  of(number: number): string {
    if (this.#shown.has(number)) return `#m${number}`;
    return `/rooms/${this.#room}?before=${number + BELOW}${this.#embedded ? '&embed=1' : ''}#m${number}`;
  }
}
