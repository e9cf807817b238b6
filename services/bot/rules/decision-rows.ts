import type { Kysely } from 'kysely';
import { BoundedMap } from '../../../core/bounded-map.ts';
import { Decision } from '../contract/moderation.ts';
import type { Schema } from '../schema.ts';
import { addDecisions, type Counted, countMore, noteOutcomes, type Outcome } from '../store/decisions.ts';
import type { Wanted } from './carry-out.ts';

/** Milliseconds for which a row is added to. */
const OPEN = 600_000;

/** The row of a decision. */
export interface Row {
  readonly id: string;
  /** It was made for this decision, and is not one that tells of several. */
  readonly own: boolean;
}

export type Done = Row & Pick<Outcome, 'done' | 'told' | 'undo' | 'liftAfter'> & { readonly wanted: Wanted };

/**
 * The rows of the audit: one for each decision, but in a raid that would be thousands. What somebody had sent before their
 * time-out or ban was in force shares a row that counts it, and so does what a network refuses to do to them again and again.
 */
export class DecisionRows {
  readonly #db: Kysely<Schema>;
  /** Rows that are added to, and when they were begun. */
  readonly #shared = new BoundedMap<string, { id: string; at: number }>(20_000);

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Stores what is about to be done; gives the row of each, in their order. */
  async open(wanted: readonly Wanted[]): Promise<Row[]> {
    const now = Date.now();
    const begun = new Set<string>();
    const rows = wanted.map(one => {
      if (one.row !== undefined) return { id: one.row, own: true };
      const key = keyOf(one);
      const shared = this.#shared.get(key);
      if (shared && now - shared.at < OPEN) return { id: shared.id, own: false };
      const own = !one.decision.follows || !begun.has(key);
      begun.add(key);
      return { id: undefined, own };
    });
    const isNew = (at: number) => rows[at]!.id === undefined && rows[at]!.own;
    const fresh = wanted.filter((_, at) => isNew(at)).map(({ decision }) => decision);
    const added = fresh.length === 0 ? [] : await addDecisions(this.#db, fresh);
    let next = 0;
    return wanted.map((one, at) => {
      const id = rows[at]!.id ?? (isNew(at) ? added[next++] : this.#shared.get(keyOf(one))?.id);
      if (isNew(at) && one.decision.follows) this.#shared.set(keyOf(one), { id: id!, at: now });
      return { id: id!, own: rows[at]!.own };
    });
  }

  /** Notes what came of them. */
  async close(all: readonly Done[]): Promise<void> {
    const outcomes: Outcome[] = [];
    const counted = new Map<string, Counted>();
    for (const { wanted, own, ...outcome } of all) {
      const { id, done } = outcome;
      const { follows = false, rule } = wanted.decision;
      if (own || (done && !follows)) outcomes.push({ ...outcome, again: !own });
      if (!own) {
        const { more, refused } = counted.get(id) ?? { more: 0, refused: 0 };
        counted.set(id, { id, more: more + 1, refused: refused + (done ? 0 : 1) });
      }
      if (follows || rule === 'hand') continue;
      if (done) this.#shared.delete(keyOf(wanted));
      else if (own) this.#shared.set(keyOf(wanted), { id, at: Date.now() });
    }
    if (outcomes.length > 0) await noteOutcomes(this.#db, outcomes);
    if (counted.size > 0) await countMore(this.#db, [...counted.values()]);
  }

  /** What is done to somebody from now on is not what was done before. */
  forget(room: string, person: string | null): void {
    for (const kind of ['follows', ...Decision.shape.act.options])
      this.#shared.delete(`${room}\n${person}\n${kind}`);
  }
}

function keyOf({ decision: { room, person, act, follows } }: Wanted): string {
  return `${room}\n${person}\n${follows ? 'follows' : act}`;
}
