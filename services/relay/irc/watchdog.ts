/** Milliseconds. */
export interface SessionTimes {
  /** From connecting to the server's welcome. */
  readonly greeting: number;
  /** Silence after which the server is asked whether it is there. */
  readonly ping: number;
  /** Silence after which the connection counts as lost. */
  readonly silence: number;
  /** Between attempts to get the wanted nick back. */
  readonly regain: number;
}

export const SESSION_TIMES: SessionTimes = {
  greeting: 30_000,
  ping: 45_000,
  silence: 90_000,
  regain: 60_000,
};

export interface Watched {
  isRegistered(): boolean;
  ping(): void;
  /** Asks for the wanted nick when it has another. */
  regainNick(): void;
  giveUp(why: string): void;
}

/** Notices a server that never greets or that went away without a word. */
export class Watchdog {
  readonly #times: SessionTimes;
  readonly #watched: Watched;
  readonly #timer: NodeJS.Timeout;
  readonly #beganAt = performance.now();
  #heardAt = this.#beganAt;
  #regainAt = this.#beganAt;

  constructor(times: SessionTimes, watched: Watched) {
    this.#times = times;
    this.#watched = watched;
    this.#timer = setInterval(() => this.#check(performance.now()), Math.min(times.ping, times.greeting) / 4);
  }

  /** A line arrived. */
  heard(): void {
    this.#heardAt = performance.now();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #check(now: number): void {
    const { greeting, ping, silence, regain } = this.#times;
    const silent = now - this.#heardAt;
    if (!this.#watched.isRegistered()) {
      if (now - this.#beganAt > greeting) this.#watched.giveUp('the server did not greet us in time');
    } else if (silent > silence) this.#watched.giveUp('the server stopped answering');
    else if (silent > ping) this.#watched.ping();
    else if (now - this.#regainAt > regain) {
      this.#regainAt = now;
      this.#watched.regainNick();
    }
  }
}
