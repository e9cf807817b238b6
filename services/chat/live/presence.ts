import type { Notice } from '../store/rooms.ts';
import type { RoomClient } from './room-feed.ts';

export type Here = Extract<Notice, { kind: 'here' }>;

/** Milliseconds after which a process that says nothing more is gone, with everybody who was there by it. */
const FORGET = 75_000;

/** People who are named; the rest are counted. A notice of PostgreSQL has at most 8,000 bytes. */
const MOST_NAMED = 40;

/** Who is in a room, in every process together. Nothing of it is stored. */
export class Presence {
  readonly #processes = new Map<string, { here: Here; at: number }>();

  /** What another process, or this one, says of its own clients. */
  take(here: Here, now = performance.now()): void {
    this.#processes.set(here.process, { here, at: now });
  }

  /** Everybody once, by name; `others` are those who only watch, or are too many to name. */
  all(now = performance.now()): { people: Here['people']; others: number } {
    const people = new Map<number, Here['people'][number]>();
    let others = 0;
    for (const [process, { here, at }] of this.#processes) {
      if (now - at > FORGET) {
        this.#processes.delete(process);
        continue;
      }
      for (const person of here.people) people.set(person.id, person);
      others += here.others;
    }
    return { people: [...people.values()].sort((a, b) => a.name.localeCompare(b.name)), others };
  }
}

/** The clients of this process as it tells of them. */
export function hereOf(room: string, process: string, clients: Iterable<RoomClient>): Here {
  const people = new Map<number, Here['people'][number]>();
  let others = 0;
  for (const { person } of clients) {
    if (person === undefined || (people.size >= MOST_NAMED && !people.has(person.id))) others++;
    else people.set(person.id, { id: person.id, name: person.name, role: person.role });
  }
  return { room, kind: 'here', process, people: [...people.values()], others };
}
