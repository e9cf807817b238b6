import { BoundedMap } from '../../../core/bounded-map.ts';
import type { ActTarget } from '../../relay/contract.ts';
import { foldName } from '../parse/quoted.ts';
import { markOf, plainOf } from './fold.ts';

/** People of a room whose last messages are remembered, and messages of each. */
const MOST_PEOPLE = 2_000;
const MOST_LINES = 200;

interface Line {
  readonly at: number;
  /** What was said, as a mark of what it looks like. */
  readonly text: string;
}

/** What was said in one room lately, as far as rules ask for it. Times are in milliseconds. */
export class Recent {
  readonly #lines = new BoundedMap<string, Line[]>(MOST_PEOPLE);
  readonly #names = new BoundedMap<string, { person: string; target: ActTarget }>(MOST_PEOPLE);
  /** Texts by when they were said, whoever said them, so that clones who say the same are seen. */
  readonly #texts = new BoundedMap<string, number[]>(MOST_PEOPLE);
  /** When something suspicious was said. */
  #suspicious: number[] = [];
  /** For how long lines are asked for. */
  #seconds = 0;

  /** Notes a line before it is judged; lines are kept for so many seconds. */
  note(person: string, target: ActTarget, said: string, now: number, seconds: number): void {
    this.meet(person, target);
    this.#seconds = seconds;
    if (seconds === 0) return;
    const text = markOf(plainOf(said).replace(/[^\p{L}\p{N} ]/gu, '') || said);
    const lines = this.#lines.get(person) ?? [];
    lines.push({ at: now, text });
    if (lines.length > MOST_LINES) lines.shift();
    this.#lines.set(person, lines);
    const times = this.#texts.get(text) ?? [];
    times.push(now);
    if (times.length > MOST_LINES) times.shift();
    this.#texts.set(text, times);
  }

  /** Forgets what no rule asks for any more. */
  tidy(now: number): void {
    const after = now - this.#seconds * 1000;
    for (const [person, lines] of this.#lines.entries()) {
      const kept = lines.filter(({ at }) => at > after);
      if (kept.length === 0) this.#lines.delete(person);
      else lines.splice(0, lines.length - kept.length);
    }
    for (const [text, times] of this.#texts.entries()) if (times.at(-1)! <= after) this.#texts.delete(text);
  }

  /** Lines that are kept, and texts. */
  get size(): { lines: number; texts: number } {
    let lines = 0;
    for (const [, own] of this.#lines.entries()) lines += own.length;
    return { lines, texts: this.#texts.size };
  }

  /** Notes who is called how. */
  meet(person: string, target: ActTarget): void {
    this.#names.set(foldName(target.name), { person, target });
  }

  /** How many lines of somebody came in the last `seconds`. */
  lines(person: string, seconds: number, now: number): number {
    return since(this.#lines.get(person)?.map(({ at }) => at) ?? [], seconds, now);
  }

  /** How often what somebody said last was said in the last `seconds`: by them, and by everybody. */
  same(person: string, seconds: number, now: number): { own: number; all: number } {
    const lines = this.#lines.get(person) ?? [];
    const text = lines.at(-1)?.text ?? '';
    const own = lines.filter(line => line.text === text).map(({ at }) => at);
    return { own: since(own, seconds, now), all: since(this.#texts.get(text) ?? [], seconds, now) };
  }

  /** Notes something suspicious; gives how much of it came in the last `seconds`. */
  suspect(seconds: number, now: number): number {
    this.#suspicious.push(now);
    this.#suspicious = this.#suspicious.filter(at => at > now - seconds * 1000);
    return this.#suspicious.length;
  }

  /** Who was called so when they last spoke. */
  named(name: string): { person: string; target: ActTarget } | undefined {
    return this.#names.get(foldName(name));
  }
}

function since(times: readonly number[], seconds: number, now: number): number {
  return times.filter(at => at > now - seconds * 1000).length;
}
