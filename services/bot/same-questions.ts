import { BoundedMap } from '../../core/bounded-map.ts';
import type { Request } from './parse/requests.ts';
import type { Finished, Identified } from './store/heard.ts';

/** Milliseconds after an answer for which whoever else asks the same has it already. */
const FRESH = 5_000;

/** Questions that are remembered, in all rooms. */
const MOST = 5_000;

/** Of more people the rest is counted. */
const NAMED = 5;

export interface Asking {
  readonly message: Identified;
  /** The message's number, when it is stored and ours to answer. */
  readonly stored: Promise<string | undefined>;
  /** Resolves when what is said for it, along with another, is stored. */
  along?: Promise<void>;
}

/**
 * What several people of a room ask at about the same time is answered once: those whose questions wait in the same queue
 * are answered together, and who asks a moment after an answer has it before them.
 */
export class SameQuestions {
  readonly #waiting = new Map<string, Asking[]>();
  readonly #answered = new BoundedMap<string, { at: number; people: Set<string> }>(MOST);

  /** Notes a question; gives its key, undefined for what each person has to be answered by themselves. */
  ask(requests: readonly Request[], asking: Asking): string | undefined {
    const key = keyOf(asking.message.room, requests);
    if (key === undefined) return undefined;
    const waiting = this.#waiting.get(key) ?? [];
    waiting.push(asking);
    this.#waiting.set(key, waiting);
    return key;
  }

  /** Forgets a question that waits no more: it is over, came before, or could not be stored. */
  drop(key: string | undefined, asking: Asking): void {
    const waiting = key === undefined ? undefined : this.#waiting.get(key);
    if (key === undefined || waiting === undefined) return;
    const others = waiting.filter(one => one !== asking);
    if (others.length > 0) this.#waiting.set(key, others);
    else this.#waiting.delete(key);
  }

  /** Questions that wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Whether one person alone waits for the answer. */
  isAlone(key: string): boolean {
    return (this.#waiting.get(key)?.length ?? 0) <= 1;
  }

  /** Everybody whose question is to be answered now; `to` is empty when it was answered for them, undefined is nobody. */
  take(key: string, now: number): { readonly to: string; readonly all: readonly Asking[] } | undefined {
    const all = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    if (all.length === 0) return undefined;
    const fresh = this.#answered.get(key);
    const isFresh = fresh !== undefined && now - fresh.at < FRESH;
    // Who asks once more wants it once more.
    const names = namesIn(all);
    const again = !isFresh || names.some(name => fresh.people.has(name));
    if (again) return { to: sayNames(names), all };
    for (const name of names) fresh.people.add(name);
    return { to: '', all };
  }

  /** Notes that they have their answer: what went wrong is asked for again by whoever asks next. */
  answered(key: string, all: readonly Asking[], now: number): void {
    this.#answered.set(key, { at: now, people: new Set(namesIn(all)) });
  }
}

function namesIn(all: readonly Asking[]): string[] {
  return [...new Set(all.map(({ message }) => message.sender.name))];
}

/** Messages as done: the first with the answer, the others without. Those that are not ours to answer are left out. */
export async function finishedTogether(
  all: readonly Asking[],
  answer: Finished['answer'],
): Promise<Finished[]> {
  const stored = await Promise.allSettled(all.map(one => one.stored));
  return stored
    .flatMap((one, at) =>
      one.status === 'fulfilled' && one.value !== undefined
        ? [{ heard: one.value, room: all[at]!.message.room }]
        : [],
    )
    .map((one, at) => ({ ...one, answer: at === 0 ? answer : null }));
}

function keyOf(room: string, requests: readonly Request[]): string | undefined {
  const parts: string[] = [];
  for (const request of requests) {
    if (request.kind !== 'action' || !request.action.forAll) return undefined;
    parts.push(`${request.action.name} ${request.text.trim().toLowerCase()}`);
  }
  return [room, ...parts].join('\n');
}

function sayNames(names: readonly string[]): string {
  if (names.length <= NAMED) return names.join(', ');
  return `${names.slice(0, NAMED - 1).join(', ')} and ${names.length - NAMED + 1} others`;
}
