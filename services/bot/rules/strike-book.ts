import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { BoundedMap } from '../../../core/bounded-map.ts';
import { Batch } from '../batch.ts';
import type { Rules, Step } from '../contract/room-rules.ts';
import type { Schema } from '../schema.ts';
import {
  addStrikes,
  recentStrikes,
  type StoredStrike,
  type Strike,
  strikesOfOthers,
} from '../store/strikes.ts';
import { Strikes } from './strikes.ts';

/** Strikes in memory, so that a line is judged without a query, and in the database, so that they outlive this process and others know them. */
export class StrikeBook {
  readonly #process = randomUUID();
  readonly #db: Kysely<Schema>;
  readonly #counts = new Strikes();
  readonly #noting: Batch<Strike, void>;
  /** Rows that are counted here. */
  readonly #known = new BoundedMap<string, true>(2_000);
  #last = '0';

  constructor(db: Kysely<Schema>) {
    this.#db = db;
    this.#noting = new Batch(async strikes => {
      await addStrikes(db, this.#process, strikes);
      return [];
    });
  }

  /** Reads those of the last hours. */
  async load(hours: number): Promise<void> {
    for (const strike of await recentStrikes(this.#db, hours)) this.#count(strike);
  }

  /** Counts what other processes have noted since. */
  async look(): Promise<void> {
    for (const strike of await strikesOfOthers(this.#db, this.#process, this.#last)) this.#count(strike);
  }

  /** The step that somebody has come to. */
  next(rules: Rules, room: string, person: string, newcomer: boolean, now: number): Step {
    return this.#counts.next(rules, room, person, newcomer, now);
  }

  /** Adds one, at a time in milliseconds. */
  add(room: string, person: string, at: number): void {
    this.#counts.add(room, person, at);
    this.#note({ room, person, at: new Date(at), takenBack: false });
  }

  /** Takes the last one back. */
  remove(room: string, person: string): void {
    this.#counts.remove(room, person);
    this.#note({ room, person, at: new Date(), takenBack: true });
  }

  /** Resolves when everything is noted. */
  idle(): Promise<void> {
    return this.#noting.idle();
  }

  #note(strike: Strike): void {
    // Lost, it counts as long as this process lives.
    this.#noting.add(strike).catch(() => {});
  }

  #count({ id, room, person, at, takenBack }: StoredStrike): void {
    if (this.#known.get(id)) return;
    this.#known.set(id, true);
    if (Number(id) > Number(this.#last)) this.#last = id;
    if (takenBack) this.#counts.remove(room, person);
    else this.#counts.add(room, person, at.getTime());
  }
}
