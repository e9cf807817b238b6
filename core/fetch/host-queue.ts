import { fetchError } from './fetch-error.ts';

export interface HostQueueLimits {
  /** Requests under way to one host. */
  perHost: number;
  /** Milliseconds between the starts of two requests to one host. */
  gap: number;
  /** Requests under way in all. */
  total: number;
  /** Requests waiting in all. */
  waiting: number;
}

interface Host {
  readonly name: string;
  active: number;
  /** When the next request may start, by `performance.now()`. */
  next: number;
  /** In order of arrival; a Set, so that one who gives up leaves at once. */
  readonly waiters: Set<() => void>;
  timer: NodeJS.Timeout | undefined;
}

/** Seconds after which a caller may try again that found the queue full. */
const BUSY_RETRY_AFTER = 10;

/**
 * Lets requests start: few at a time to one host, with a gap between them, and not too many in all. Hosts take turns,
 * so that one with a thousand feeds does not hold up the rest.
 */
export class HostQueue {
  readonly #limits: HostQueueLimits;
  readonly #hosts = new Map<string, Host>();
  /** Hosts that could start a request were there room in all, in the order of their turns. */
  readonly #ready = new Set<Host>();
  active = 0;
  waiting = 0;

  constructor(limits: HostQueueLimits) {
    this.#limits = limits;
  }

  /** Waits for a turn and gives the function that ends it. Throws `busy` when too many wait, `aborted` when called off. */
  acquire(name: string, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) throw fetchError('aborted', name);
      const host = this.#host(name);
      if (this.active < this.#limits.total && host.waiters.size === 0 && this.#mayStart(host)) {
        resolve(this.#begin(host));
        return;
      }
      if (this.waiting >= this.#limits.waiting) {
        throw fetchError('busy', name, { retryAfter: BUSY_RETRY_AFTER });
      }
      const leave = () => {
        host.waiters.delete(start);
        this.waiting--;
        signal.removeEventListener('abort', abort);
      };
      const start = () => {
        leave();
        resolve(this.#begin(host));
      };
      const abort = () => {
        leave();
        this.#update(host);
        reject(fetchError('aborted', name));
      };
      host.waiters.add(start);
      this.waiting++;
      signal.addEventListener('abort', abort);
      this.#update(host);
    });
  }

  #host(name: string): Host {
    let host = this.#hosts.get(name);
    if (host === undefined) {
      host = { name, active: 0, next: 0, waiters: new Set(), timer: undefined };
      this.#hosts.set(name, host);
    }
    return host;
  }

  #mayStart(host: Host): boolean {
    return host.active < this.#limits.perHost && performance.now() >= host.next;
  }

  #begin(host: Host): () => void {
    host.active++;
    this.active++;
    host.next = performance.now() + this.#limits.gap;
    return () => {
      host.active--;
      this.active--;
      this.#update(host);
      this.#startNext();
    };
  }

  #startNext(): void {
    for (const host of this.#ready) {
      if (this.active >= this.#limits.total) return;
      this.#ready.delete(host);
      const [start] = host.waiters;
      start?.();
      this.#update(host);
    }
  }

  /** Puts a host where its state says: ready, waiting for its gap to pass, or forgotten. */
  #update(host: Host): void {
    clearTimeout(host.timer);
    const gap = host.next - performance.now();
    const wanted = host.waiters.size > 0 && host.active < this.#limits.perHost;
    if (wanted && gap <= 0) {
      this.#ready.add(host);
      return;
    }
    this.#ready.delete(host);
    if (gap > 0 && host.active < this.#limits.perHost) {
      host.timer = setTimeout(() => {
        this.#update(host);
        this.#startNext();
      }, Math.ceil(gap));
      if (!wanted) host.timer.unref();
    } else if (host.active === 0 && host.waiters.size === 0) {
      this.#hosts.delete(host.name);
    }
  }
}
