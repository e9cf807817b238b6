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

interface Waiting {
  readonly line: string;
  readonly target: string;
  readonly at: number;
  /** What it counts for, of a line. */
  readonly weight: number;
  /** Of a line that is kept elsewhere until it is sent: told when it will not be. */
  readonly onLost: (() => void) | undefined;
}

/** Throttled sending on one network: commands before messages, messages in their order for each target. */
export class SendQueue {
  readonly #options: SendQueueOptions;
  readonly #commands: string[] = [];
  readonly #messages: Waiting[] = [];
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

  /**
   * A message's line; kept for two minutes while its target cannot be reached. `onLost` is told when it is not sent, and such
   * a line goes with the connection, as its sender tries again.
   */
  message(
    target: string,
    line: string,
    { weight = 1, onLost }: { weight?: number; onLost?: () => void } = {},
  ): void {
    this.#messages.push({ target, line, at: performance.now(), weight, onLost });
    if (this.#messages.length > MAX_WAITING) this.#drop(0);
    this.pump();
  }

  /** Lines of the protocol that wait. */
  get commands(): number {
    return this.#commands.length;
  }

  get waiting(): number {
    return this.#messages.length;
  }

  /** Forgets what was for a connection that is gone. */
  reset(): void {
    this.#commands.length = 0;
    for (let index = this.#messages.length - 1; index >= 0; index--)
      if (this.#messages[index]!.onLost) this.#messages.splice(index, 1);
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
      const command = this.#commands.shift();
      const message = command === undefined ? this.#nextMessage() : undefined;
      const line = command ?? message?.line;
      if (line === undefined) return;
      this.#tokens -= message?.weight ?? 1;
      this.#options.write(line);
    }
    if (this.#commands.length + this.#messages.length > 0) this.#timer = setTimeout(() => this.pump(), EVERY);
  }

  #nextMessage(): Waiting | undefined {
    const fresh = performance.now() - STALE;
    while (this.#messages[0] && this.#messages[0].at < fresh) this.#drop(0);
    const index = this.#messages.findIndex(({ target }) => this.#options.canSend(target));
    return index < 0 ? undefined : this.#messages.splice(index, 1)[0]!;
  }

  #drop(index: number): void {
    const [dropped] = this.#messages.splice(index, 1);
    if (dropped?.onLost) dropped.onLost();
    else this.#options.onDrop();
  }

  #refill(): void {
    const now = performance.now();
    this.#tokens = Math.min(BURST, this.#tokens + (now - this.#filledAt) / EVERY);
    this.#filledAt = now;
  }
}
