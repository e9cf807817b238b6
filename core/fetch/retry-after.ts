/** More hosts than this are not remembered: those whose time is up are forgotten, then the oldest. */
const MAX_HOSTS = 10_000;

/** Remembers which hosts asked to be left alone, and until when. */
export class RetryAfterMemory {
  readonly #until = new Map<string, number>();

  /** Notes what a host asked for, in seconds. */
  note(host: string, seconds: number): void {
    this.#until.delete(host);
    if (seconds <= 0) return;
    if (this.#until.size >= MAX_HOSTS) this.#forget();
    this.#until.set(host, performance.now() + seconds * 1000);
  }

  /** Seconds for which the host still wants to be left alone, or undefined. */
  remaining(host: string): number | undefined {
    const until = this.#until.get(host);
    if (until === undefined) return undefined;
    const left = until - performance.now();
    if (left > 0) return Math.ceil(left / 1000);
    this.#until.delete(host);
    return undefined;
  }

  #forget(): void {
    const now = performance.now();
    for (const [host, until] of this.#until) if (until <= now) this.#until.delete(host);
    const [oldest] = this.#until.keys();
    if (this.#until.size >= MAX_HOSTS && oldest !== undefined) this.#until.delete(oldest);
  }
}
