import { BoundedMap } from '../../../core/bounded-map.ts';
import type { Rules, Step } from '../contract/room-rules.ts';

/** People whose breaches are remembered, in all rooms. */
const MOST_PEOPLE = 20_000;

/** Breaches of everybody, by room, that are not forgotten yet. */
export class Strikes {
  readonly #times = new BoundedMap<string, number[]>(MOST_PEOPLE);

  /** Adds one, at a time in milliseconds. */
  add(room: string, person: string, at: number): void {
    const key = keyOf(room, person);
    this.#times.set(key, [...(this.#times.get(key) ?? []), at].slice(-20));
  }

  /** Takes the last one back. */
  remove(room: string, person: string): void {
    const key = keyOf(room, person);
    this.#times.set(key, this.#times.get(key)?.slice(0, -1) ?? []);
  }

  /** The step that somebody has come to: the first when they had none before. A newcomer is not warned first. */
  next(rules: Rules, room: string, person: string, newcomer: boolean, now: number): Step {
    const after = now - rules.forgetHours * 3_600_000;
    const had = (this.#times.get(keyOf(room, person)) ?? []).filter(at => at > after).length;
    const steps = newcomer && rules.newcomers ? rules.steps.filter(({ act }) => act !== 'warn') : rules.steps;
    return steps[Math.min(had, steps.length - 1)] ?? rules.steps.at(-1)!;
  }
}

function keyOf(room: string, person: string): string {
  return `${room}\n${person}`;
}
