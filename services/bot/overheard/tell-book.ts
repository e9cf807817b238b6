import type { Kysely } from 'kysely';
import { foldName } from '../parse/quoted.ts';
import type { Schema } from '../schema.ts';
import { whoIsToBeTold } from '../store/tells.ts';

/** Who is to be told something, in memory, so that a line that is heard needs no query. */
export class TellBook {
  readonly #db: Kysely<Schema>;
  #told: ReadonlySet<string> = new Set();
  #revision: number | undefined;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  waitsFor(room: string, name: string): boolean {
    return this.#told.has(keyOf(room, name));
  }

  async load(revision: number): Promise<void> {
    if (revision === this.#revision) return;
    this.#told = new Set((await whoIsToBeTold(this.#db)).map(({ room, told }) => keyOf(room, told)));
    this.#revision = revision;
  }
}

function keyOf(room: string, name: string): string {
  return `${room}\n${foldName(name)}`;
}
