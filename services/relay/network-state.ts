import type { NetworkStatus } from './contract.ts';

/** How a network stands, and what went wrong with it last. */
export class NetworkState {
  readonly #who: Pick<NetworkStatus, 'name' | 'kind'>;
  #state: NetworkStatus['state'] = 'waiting';
  #since = new Date();
  #problem: string | undefined;
  #lastError: NetworkStatus['lastError'];

  constructor(who: Pick<NetworkStatus, 'name' | 'kind'>) {
    this.#who = who;
  }

  get state(): NetworkStatus['state'] {
    return this.#state;
  }

  /** Without the places, which the network knows. */
  get status(): NetworkStatus {
    return {
      ...this.#who,
      state: this.#state,
      channels: [],
      since: this.#since.toISOString(),
      ...(this.#problem !== undefined && { problem: this.#problem }),
      ...(this.#lastError && { lastError: this.#lastError }),
    };
  }

  /** While it connects again, the problem stays. */
  enter(state: NetworkStatus['state'], problem?: string): void {
    if (state !== this.#state) this.#since = new Date();
    this.#state = state;
    this.#problem = problem ?? (state === 'connecting' ? this.#problem : undefined);
    if (problem !== undefined && problem !== 'stopped') this.failed(problem);
  }

  /** Something went wrong, connected or not. */
  failed(words: string): void {
    this.#lastError = { words: words.slice(0, 300), at: new Date().toISOString() };
  }
}
