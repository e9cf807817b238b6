import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { ClientConnection, LineOwner } from './client-connection.ts';
import type { Exchange, ExchangeHome } from './exchange.ts';
import { overloadedError } from './line-errors.ts';
import { type LineOptions, openLine } from './open-line.ts';
import { Outage } from './outage.ts';
import { Subscriptions } from './subscriptions.ts';
import { Sweep } from './sweep.ts';

/** Times that a call is sent again after its line was lost, so that a call that kills its server does so rarely. */
const MOST_LOSSES = 2;

/** The lines of one client: one that takes new calls, and old ones whose calls still finish. */
export class Lines implements LineOwner, ExchangeHome {
  readonly subscriptions: Subscriptions;
  readonly #options: LineOptions;
  readonly #sweep = new Sweep();
  readonly #outage: Outage;
  readonly #waiting = new Set<Exchange>();
  readonly #old = new Set<ClientConnection>();
  readonly #stop = new AbortController();
  #current: ClientConnection | undefined;
  #connecting = false;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#outage = new Outage(options.service);
    this.subscriptions = new Subscriptions(options.service, options.log);
  }

  submit(exchange: Exchange): void {
    if (exchange.expires !== Number.POSITIVE_INFINITY) this.#sweep.add(exchange);
    this.#place(exchange);
  }

  settled(exchange: Exchange): void {
    this.#sweep.remove(exchange);
    this.#waiting.delete(exchange);
  }

  unreachable(): AppError {
    return this.#outage.error();
  }

  listen(event: string): void {
    if (this.#current) this.#current.listen(event);
    else void this.#connect();
  }

  unlisten(event: string): void {
    this.#current?.unlisten(event);
    for (const line of this.#old) line.unlisten(event);
  }

  close(): void {
    const { service } = this.#options;
    const error = new AppError('unavailable', `This client of ${service} was closed.`, { reason: 'closed' });
    this.#stop.abort(error);
    for (const exchange of this.#waiting) exchange.fail(error);
    for (const { line } of this.#old) line.end(error);
    this.#current?.line.end(error);
  }

  retired(line: ClientConnection): void {
    this.#old.add(line);
    if (line !== this.#current) return;
    this.#current = undefined;
    // Until there is a line to the next server, nobody tells what that one does already.
    this.subscriptions.line(false);
    if (this.#wanted) void this.#connect();
  }

  closed(line: ClientConnection, error: AppError, orphans: { exchange: Exchange; sent: boolean }[]): void {
    this.#old.delete(line);
    const wasCurrent = line === this.#current;
    if (wasCurrent) this.#current = undefined;
    for (const { exchange, sent } of orphans) {
      if (sent) exchange.losses++;
      if (!sent || (exchange.method.idempotent && exchange.losses <= MOST_LOSSES)) this.#place(exchange);
      else exchange.fail(error);
    }
    if (!wasCurrent) return;
    this.subscriptions.line(false);
    if (this.#wanted) void this.#connect();
  }

  refused(exchange: Exchange, error: AppError): void {
    if (error.reason === 'going_away') this.#place(exchange);
    else exchange.fail(error);
  }

  event(name: string, payload: unknown): void {
    this.subscriptions.deliver(name, payload);
  }

  missedEvents(): void {
    this.subscriptions.line(false);
    this.subscriptions.line(true);
  }

  /** Somebody needs a line. */
  get #wanted(): boolean {
    return this.#waiting.size > 0 || this.subscriptions.events.length > 0;
  }

  /** Starts a call on the line, or keeps it until there is one, its time is over, or the outage is a long one. */
  #place(exchange: Exchange): void {
    const line = this.#current;
    if (!line) this.#wait(exchange);
    else if (line.openCalls < this.#options.limits.inFlight && !line.line.full) line.start(exchange);
    else exchange.fail(overloadedError(this.#options.service));
  }

  #wait(exchange: Exchange): void {
    exchange.line = undefined;
    const hopeless = this.#hopeless();
    if (hopeless) {
      exchange.fail(hopeless);
      return;
    }
    this.#waiting.add(exchange);
    void this.#connect();
  }

  #hopeless(): AppError | undefined {
    if (this.#stop.signal.aborted) return this.#stop.signal.reason;
    return this.#connecting && this.#outage.long ? this.#outage.error() : undefined;
  }

  /** Tries until there is a line or nobody wants one. */
  async #connect(): Promise<void> {
    if (this.#connecting) return;
    this.#connecting = true;
    const { signal } = this.#stop;
    while (this.#wanted && !signal.aborted && !(await this.#attempt())) {
      await delay(this.#outage.pause, undefined, { signal }).catch(() => {});
    }
    this.#connecting = false;
  }

  /** True when there is a line now. */
  async #attempt(): Promise<boolean> {
    try {
      return this.#use(await openLine(this.#options, this));
    } catch (error) {
      this.#outage.failed(error);
      this.subscriptions.line(false);
      if (this.#outage.long) for (const exchange of this.#waiting) exchange.fail(this.#outage.error());
      return false;
    }
  }

  /** False when the line ended, or was told to go elsewhere, before it was of use. */
  #use(line: ClientConnection): boolean {
    if (this.#stop.signal.aborted) line.line.end(this.#stop.signal.reason);
    if (line.line.ended || this.#old.has(line)) return false;
    this.#current = line;
    this.#outage.over();
    for (const event of this.subscriptions.events) line.listen(event);
    this.subscriptions.line(true);
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const exchange of waiting) line.start(exchange);
    return true;
  }
}
