/** Servers disconnect who sends more than about this (RFC 1459, section 8.10). */
const BURST = 4;
const EVERY = 2_000;

/** Lines that wait; the oldest message goes first when there are more. */
const MAX_WAITING = 60;

/** Milliseconds after which a message that could not be sent is no answer any more: as long as a full queue takes. */
const STALE = MAX_WAITING * EVERY;

export interface SendQueueOptions {
  /** Writes a line now. */
  write(line: string): void;
  /** Whether there is a connection to write to. */
  ready(): boolean;
  /** Whether a message to this target can be delivered now. */
  canSend(target: string): boolean;
  /** Told of each message that was dropped. */
  onDrop(): void;
}

/** Throttled sending on one network: commands before messages, messages in their order for each target. */
export class SendQueue {
  readonly #options: SendQueueOptions;
  readonly #commands: string[] = [];
  readonly #messages: { line: string; target: string; at: number }[] = [];
  #tokens = BURST;
  #filledAt = performance.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SendQueueOptions) {
    this.#options = options;
  }

  /** A line of the protocol, such as JOIN. Lost when the connection is. */
  command(line: string): void {
    this.#commands.push(line);
    this.pump();
  }

  /** A message's line; kept for two minutes while its target cannot be reached. */
  message(target: string, line: string): void {
    this.#messages.push({ target, line, at: performance.now() });
    if (this.#messages.length > MAX_WAITING) this.#drop(0);
    this.pump();
  }

  /** Forgets commands of a connection that is gone. */
  reset(): void {
    this.#commands.length = 0;
  }

  /** Drops everything and sends no more. */
  close(): void {
    this.reset();
    this.#messages.length = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Sends what may be sent now; called too when a connection or a channel has become ready. */
  pump(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#options.ready()) return;
    this.#refill();
    while (this.#tokens >= 1) {
      const line = this.#commands.shift() ?? this.#nextMessage();
      if (line === undefined) return;
      this.#tokens--;
      this.#options.write(line);
    }
    if (this.#commands.length + this.#messages.length > 0) this.#timer = setTimeout(() => this.pump(), EVERY);
  }

  #nextMessage(): string | undefined {
    const fresh = performance.now() - STALE;
    while (this.#messages[0] && this.#messages[0].at < fresh) this.#drop(0);
    const index = this.#messages.findIndex(({ target }) => this.#options.canSend(target));
    return index < 0 ? undefined : this.#messages.splice(index, 1)[0]!.line;
  }

  #drop(index: number): void {
    this.#messages.splice(index, 1);
    this.#options.onDrop();
  }

  #refill(): void {
    const now = performance.now();
    this.#tokens = Math.min(BURST, this.#tokens + (now - this.#filledAt) / EVERY);
    this.#filledAt = now;
  }
}
