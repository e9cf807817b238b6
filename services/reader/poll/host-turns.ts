import { HOST_AT_ONCE, HOST_GAP } from '../store/due.ts';

interface Host {
  active: number;
  /** By `performance.now()`, which no change of the clock moves. */
  nextAt: number;
}

/**
 * Which hosts this process may not ask at this moment: those with two polls under way, and those asked less than a gap ago.
 * It knows when they may be asked again; what other processes ask, the database knows.
 */
export class HostTurns {
  readonly #hosts = new Map<string, Host>();

  begin(name: string): void {
    const host = this.#hosts.get(name) ?? { active: 0, nextAt: 0 };
    host.active++;
    host.nextAt = performance.now() + HOST_GAP;
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
      if (host.active >= HOST_AT_ONCE || host.nextAt > now) busy.push(name);
      else if (host.active === 0) this.#hosts.delete(name);
    }
    return busy;
  }

  /** Polls that are under way, by host. */
  active(): Record<string, number> {
    const under = [...this.#hosts].filter(([, host]) => host.active > 0);
    return Object.fromEntries(under.map(([name, host]) => [name, host.active]));
  }

  /** Milliseconds until the next host may be asked again; Infinity when that depends on a poll that is under way. */
  wait(): number {
    const now = performance.now();
    let wait = Number.POSITIVE_INFINITY;
    for (const host of this.#hosts.values())
      if (host.active < HOST_AT_ONCE && host.nextAt > now) wait = Math.min(wait, host.nextAt - now);
    return wait;
  }
}
