import { AppError } from '../../../core/errors.ts';

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

/** A place in the queue that has come to its front: nothing else is said before what is said with it. */
export interface Turn {
  /** Sends these lines, the first at once. */
  say(target: string, lines: readonly TurnLine[]): void;
  /** Lets the others go on, whatever was said. */
  end(): void;
}

export interface TurnLine {
  readonly line: string;
  readonly weight?: number;
  readonly onLost?: (() => void) | undefined;
}

interface Waiting {
  /** Undefined for a turn. */
  readonly line: string | undefined;
  readonly begin?: () => void;
  readonly target: string;
  readonly at: number;
  /** What it counts for, of a line. */
  readonly weight: number;
  /** Of a line that is kept elsewhere until it is sent: told when it will not be. */
  readonly onLost: (() => void) | undefined;
  /** It waits for another connection. */
  readonly outlast?: boolean;
}

/** Throttled sending on one network: commands before messages, messages in their order for each target. */
export class SendQueue {
  readonly #options: SendQueueOptions;
  readonly #commands: string[] = [];
  readonly #messages: Waiting[] = [];
  #tokens = BURST;
  #filledAt = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #turn: Turn | undefined;

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

  /**
   * Waits for a line to this target that could be sent at once, which is then kept for what is said with the turn. Throws `unavailable`
   * when it does not come in two minutes, and, unless it is to `outlast` the connection, when that is lost.
   */
  turn(target: string, outlast: boolean): Promise<Turn> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new AppError('unavailable', 'It could not be sent in time.'));
      const begin = () => resolve(this.#begin());
      const entry = {
        target,
        line: undefined,
        begin,
        at: performance.now(),
        weight: 1,
        onLost: late,
        outlast,
      };
      this.#messages.push(entry);
      if (this.#messages.length > MAX_WAITING) this.#drop(0);
      this.pump();
    });
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
    for (let index = this.#messages.length - 1; index >= 0; index--) {
      const { onLost, outlast, begin } = this.#messages[index]!;
      if (!onLost || outlast) continue;
      this.#messages.splice(index, 1);
      if (begin) onLost();
    }
  }

  /** Drops everything and sends no more. */
  close(): void {
    this.reset();
    for (const { begin, onLost } of this.#messages.splice(0)) if (begin) onLost?.();
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
      const message = command === undefined && !this.#turn ? this.#nextMessage() : undefined;
      if (command === undefined && !message) return;
      this.#tokens -= message?.weight ?? 1;
      if (message?.begin) message.begin();
      else this.#options.write(command ?? message!.line!);
    }
    if (this.#commands.length + this.#messages.length > 0) this.#timer = setTimeout(() => this.pump(), EVERY);
  }

  #begin(): Turn {
    const over = () => {
      if (this.#turn !== turn) return false;
      this.#turn = undefined;
      return true;
    };
    const turn: Turn = {
      say: (target, lines) => {
        const isMine = over();
        const at = performance.now();
        const all = lines.map(({ line, weight = 1, onLost }) => ({ target, line, at, weight, onLost }));
        const [first, ...rest] = all;
        if (isMine && first && this.#options.ready() && this.#options.canSend(target)) {
          this.#options.write(first.line);
          this.#messages.unshift(...rest);
        } else this.#messages.unshift(...all);
        this.pump();
      },
      end: () => {
        if (!over()) return;
        this.#tokens = Math.min(BURST, this.#tokens + 1);
        this.pump();
      },
    };
    this.#turn = turn;
    return turn;
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
