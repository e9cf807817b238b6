import type { Kysely } from 'kysely';
import { BoundedMap } from '../../../core/bounded-map.ts';
import { Batch } from '../batch.ts';
import { NO_RULES, type Rules } from '../contract/room-rules.ts';
import type { Schema } from '../schema.ts';
import { listMet, listRules, type Met, noteMet, type StoredRules } from '../store/rules.ts';
import { type WordFinder, wordFinder } from './words.ts';

/** People whom a room remembers having met. */
const MOST_MET = 20_000;

interface Known {
  /** Milliseconds since the epoch. */
  readonly firstAt: number;
  /** Day on which that they were seen was last noted. */
  noted: string;
}

/** The rules of one room, ready for use. */
export interface RoomRules {
  readonly rules: Rules;
  readonly find: WordFinder;
  /** When it began to be kept who was met, in milliseconds. */
  readonly metSince: number;
  readonly met: BoundedMap<string, Known>;
}

/** The rules of all rooms, in memory, so that a line that is heard needs no query; as the database had them when last loaded. */
export class RulesBook {
  readonly #db: Kysely<Schema>;
  readonly #noting: Batch<Met, void>;
  #rooms = new Map<string, RoomRules & { readonly stored: string }>();

  constructor(db: Kysely<Schema>) {
    this.#db = db;
    this.#noting = new Batch(async met => {
      await noteMet(db, met);
      return [];
    });
  }

  /** Undefined where rules are off. */
  of(room: string): RoomRules | undefined {
    const known = this.#rooms.get(room);
    return known?.rules.on ? known : undefined;
  }

  /** As they are set, on or off. */
  rulesOf(room: string): Rules {
    return this.#rooms.get(room)?.rules ?? NO_RULES;
  }

  /** Rooms where rules are on. */
  get on(): string[] {
    return [...this.#rooms].filter(([, { rules }]) => rules.on).map(([room]) => room);
  }

  /** Reads all of them again. */
  async load(): Promise<void> {
    const all = await listRules(this.#db);
    this.#rooms = new Map(
      await Promise.all(all.map(async one => [one.room, await this.#keep(one)] as const)),
    );
  }

  /** Whether somebody was first heard less than `minutes` ago. Who is met for the first time is noted. */
  isNewcomer(room: string, person: string, minutes: number, now: number): boolean {
    const known = this.#rooms.get(room);
    if (!known) return false;
    const today = new Date(now).toISOString().slice(0, 10);
    let one = known.met.get(person);
    if (one === undefined) {
      one = { firstAt: now, noted: '' };
      known.met.set(person, one);
    }
    if (one.noted !== today) {
      one.noted = today;
      // Lost, it is noted the next day, or by the next process.
      this.#noting.add({ room, person }).catch(() => {});
    }
    const span = minutes * 60_000;
    return one.firstAt > now - span && one.firstAt > known.metSince + span;
  }

  /** Forgets that somebody was ever met. */
  forget(person: string): void {
    for (const { met } of this.#rooms.values()) met.delete(person);
  }

  /** Resolves when everything is noted. */
  idle(): Promise<void> {
    return this.#noting.idle();
  }

  async #keep({ room, rules, metSince }: StoredRules) {
    const stored = JSON.stringify(rules);
    const known = this.#rooms.get(room);
    if (known?.stored === stored) return { ...known, metSince: metSince.getTime() };
    const met = known?.met ?? new BoundedMap<string, Known>(MOST_MET);
    if (!known)
      for (const { person, firstAt } of await listMet(this.#db, room, MOST_MET))
        met.set(person, { firstAt: firstAt.getTime(), noted: '' });
    return { stored, rules, find: wordFinder(rules.words), metSince: metSince.getTime(), met };
  }
}
