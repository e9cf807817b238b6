/** Polls of one host that run side by side in this process. */
const AT_ONCE = 2;

interface Host {
  active: number;
  /** By `performance.now()`, which no change of the clock moves. */
  nextAt: number;
}

/** Which hosts may not be asked at this moment: those with two polls under way, and those asked less than a gap ago. */
export class HostTurns {
  readonly #hosts = new Map<string, Host>();
  readonly #gap: number;

  /** `gap`: milliseconds between the starts of two polls of one host. */
  constructor(gap: number) {
    this.#gap = gap;
  }

  begin(name: string): void {
    const host = this.#hosts.get(name) ?? { active: 0, nextAt: 0 };
    host.active++;
    host.nextAt = performance.now() + this.#gap;
    this.#hosts.set(name, host);
  }

  end(name: string): void {
    const host = this.#hosts.get(name);
    if (host) host.active--;
  }

  /** Their names. Forgets those that may be asked. */
  busy(): string[] {
    const now = performance.now();
    const busy: string[] = [];
    for (const [name, host] of this.#hosts) {
      if (host.active >= AT_ONCE || host.nextAt > now) busy.push(name);
      else if (host.active === 0) this.#hosts.delete(name);
    }
    return busy;
  }

  /** Milliseconds until the next host may be asked again; Infinity when that depends on a poll that is under way. */
  wait(): number {
    const now = performance.now();
    let wait = Number.POSITIVE_INFINITY;
    for (const host of this.#hosts.values())
      if (host.active < AT_ONCE && host.nextAt > now) wait = Math.min(wait, host.nextAt - now);
    return wait;
  }
}
