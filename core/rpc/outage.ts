import { AppError } from '../errors.ts';

/** Milliseconds of an outage after which new calls no longer wait for it to end. */
const PATIENCE = 5_000;
const FIRST_PAUSE = 20;
/** Short enough that what listens to a service hears of its changes again within a second of its return. */
const LONGEST_PAUSE = 500;

/** How long a service has been out of reach, why, and when to try again. */
export class Outage {
  #since: number | undefined;
  #attempts = 0;
  #told: string;

  constructor(service: string) {
    this.#told = `The service ${service} was not reached yet.`;
  }

  failed(error: unknown): void {
    this.#since ??= performance.now();
    this.#attempts++;
    this.#told = (error as Error).message;
  }

  over(): void {
    this.#since = undefined;
    this.#attempts = 0;
  }

  /** Too long for a call to wait in the hope that the service is just restarting. */
  get long(): boolean {
    return this.#since !== undefined && performance.now() - this.#since > PATIENCE;
  }

  /** Milliseconds until the next attempt: doubling, with jitter so that many clients do not come at once. */
  get pause(): number {
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(this.#attempts - 1, 10));
    return longest * (0.5 + Math.random() / 2);
  }

  error(): AppError {
    return new AppError('unavailable', `${this.#told} See whether it runs: croft status.`, {
      reason: 'unreachable',
      retryAfter: 1,
    });
  }
}
