import { BoundedMap } from '../../../core/bounded-map.ts';
import { foldName } from '../parse/quoted.ts';
import { linkedDomains } from './links.ts';

const MINUTES = 5;

/** Who may post a link, once and soon. By name: a permit is for somebody whom a moderator has just spoken to. */
export class Permits {
  readonly #until = new BoundedMap<string, number>(5_000);

  /** From a time in milliseconds; gives for how many minutes. */
  give(room: string, name: string, now: number): number {
    this.#until.set(keyOf(room, name), now + MINUTES * 60_000);
    return MINUTES;
  }

  has(room: string, name: string, now: number): boolean {
    return (this.#until.get(keyOf(room, name)) ?? 0) > now;
  }

  /** A message with a link uses it up. */
  use(room: string, name: string, text: string): void {
    if (linkedDomains(text).length > 0) this.#until.delete(keyOf(room, name));
  }
}

function keyOf(room: string, name: string): string {
  return `${room}\n${foldName(name)}`;
}
