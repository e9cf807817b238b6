import type { Log } from '../log.ts';

interface Subscription {
  readonly listener: (payload: unknown) => void;
  readonly onLine: ((up: boolean) => void) | undefined;
}

/** Who listens to a service's events in this process. A listener that throws is logged and stops nobody else. */
export class Subscriptions {
  readonly #byEvent = new Map<string, Set<Subscription>>();
  readonly #service: string;
  readonly #log: Log;
  #up = true;

  constructor(service: string, log: Log) {
    this.#service = service;
    this.#log = log;
  }

  /** The events that somebody listens to. */
  get events(): string[] {
    return [...this.#byEvent.keys()];
  }

  /** Returns how to stop, which says whether the event has no listener left. */
  add(event: string, listener: Subscription['listener'], onLine: Subscription['onLine']): () => boolean {
    const subscription = { listener, onLine };
    const set = this.#byEvent.get(event) ?? new Set();
    this.#byEvent.set(event, set.add(subscription));
    return () => {
      if (!set.delete(subscription) || set.size > 0) return false;
      return this.#byEvent.delete(event);
    };
  }

  deliver(event: string, payload: unknown): void {
    for (const { listener } of this.#byEvent.get(event) ?? []) this.#run(event, () => listener(payload));
  }

  /** Tells listeners that the line was lost or restored; nothing when they know. */
  line(up: boolean): void {
    if (this.#up === up) return;
    this.#up = up;
    for (const [event, set] of this.#byEvent)
      for (const { onLine } of set) this.#run(event, () => onLine?.(up));
  }

  #run(event: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#log.error({ err: error, event: `${this.#service}.${event}` }, 'an event listener failed');
    }
  }
}
