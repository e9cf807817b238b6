import type { Counter, Histogram, Metrics } from '../metrics.ts';
import { tickNow } from './clock.ts';

export type Side = 'server' | 'client';

/** How a call ended: an error code, `ok`, or `cancelled` when nobody waited any more. */
export type Outcome = string;

/** The numbers of one method on one side. Series are looked up once; counting a good call is additions. */
export class MethodMetrics {
  inFlight = 0;
  readonly #ok: Counter;
  readonly #latency: Histogram;
  readonly #failed: (outcome: Outcome) => Counter;

  constructor(metrics: Metrics, side: Side, service: string, method: string) {
    const labels = { service, method };
    const total = `rpc_${side}_calls_total`;
    this.#failed = code => metrics.counter(total, `Calls finished, ${side} side.`, { ...labels, code });
    this.#ok = this.#failed('ok');
    this.#latency = metrics.histogram(`rpc_${side}_call_seconds`, `Time a call took, ${side} side.`, labels);
    const help = `Calls not finished yet, ${side} side.`;
    metrics.gauge(`rpc_${side}_calls_in_flight`, help, () => this.inFlight, labels);
  }

  /** Ends a call that began at `started` (`performance.now()` milliseconds). */
  ok(started: number, now = tickNow()): void {
    this.inFlight--;
    this.#ok.add();
    this.#latency.observe((now - started) / 1000);
  }

  /** Ends a call that was not timed. */
  okUntimed(): void {
    this.inFlight--;
    this.#ok.add();
  }

  failed(outcome: Outcome, started: number): void {
    this.inFlight--;
    this.#failed(outcome).add();
    this.#latency.observe((tickNow() - started) / 1000);
  }
}
