/** The states a service goes through, in this order and never back. */
export const STATES = ['created', 'started', 'ready', 'draining', 'disposed'] as const;
export type State = (typeof STATES)[number];

/** Remembers a service's state; a step back is a mistake in the program. */
export class Lifecycle {
  #state: State = 'created';
  readonly startedAt = new Date();

  get state(): State {
    return this.#state;
  }

  become(next: State): void {
    if (STATES.indexOf(next) < STATES.indexOf(this.#state))
      throw new Error(`A service that is ${this.#state} cannot become ${next}.`);
    this.#state = next;
  }
}
