import { createHash } from 'node:crypto';

/** Shorter statements are planned in less time than a name saves. */
const LONG = 300;
/** Times that a statement is run before it gets a name: what is written by hand once, or put together anew each time, gets none. */
const OFTEN = 5;
/** Every connection keeps the plans of all of them in the server's memory. */
const MOST_NAMED = 100;
/** Statements that are counted; beyond it counting begins anew. */
const MOST_COUNTED = 1_000;

/**
 * Names for the long statements that are run again and again, by which the server keeps their plans: planning a page's
 * query takes longer than running it (https://www.postgresql.org/docs/current/sql-prepare.html).
 */
export class PreparedNames {
  readonly #names = new Map<string, string>();
  readonly #uses = new Map<string, number>();
  readonly #refused = new Set<string>();

  /** The name under which a statement is run, undefined for none. */
  of(text: string): string | undefined {
    if (text.length < LONG) return undefined;
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= MOST_NAMED || this.#refused.has(text)) return undefined;
    const uses = (this.#uses.get(text) ?? 0) + 1;
    if (uses < OFTEN) {
      if (this.#uses.size >= MOST_COUNTED) this.#uses.clear();
      this.#uses.set(text, uses);
      return undefined;
    }
    this.#uses.delete(text);
    const name = `s_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
    this.#names.set(text, name);
    return name;
  }

  /** A statement is run without a name from now on. */
  refuse(text: string): void {
    this.#names.delete(text);
    this.#refused.add(text);
  }
}

/** A migration by a newer process changed what a kept plan answers with: true for that error alone. */
export function isStalePlan(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === '0A000' && typeof message === 'string' && message.includes('cached plan');
}
