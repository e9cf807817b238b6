import { table } from '../../../cli/output/table.ts';

/** What a command may take, in seconds, on servers that have nothing else to do. */
const LIMITS: readonly [command: RegExp, seconds: number][] = [
  [/^croft plan$/, 2],
  [/^croft deploy --to /, 60],
  [/^croft move (bot|chat|web) /, 15],
  [/^croft move (api|reader|relay) /, 30],
];

/** What was measured in a lab, for the table at its end. */
export class Figures {
  readonly #rows: string[][] = [];

  /** Notes how long a command took. */
  took(command: string, ms: number): void {
    const limit = LIMITS.find(([pattern]) => pattern.test(command))?.[1];
    this.note(command, `${(ms / 1000).toFixed(1)} s`, limit === undefined ? '' : `${limit} s`);
  }

  note(what: string, measured: string, limit = ''): void {
    this.#rows.push([what, measured, limit]);
  }

  /** Repeated questions of the tests themselves are left out. */
  toString(): string {
    const rows = this.#rows.filter(([what]) => what !== 'croft status');
    return table(['what', 'measured', 'at most'], rows, [1, 2]);
  }
}
