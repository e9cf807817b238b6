import { Counter, Histogram, type Metrics } from '../metrics.ts';

/** What counts as being asked: RPC calls (not all of them are timed) and HTTP requests. */
const COUNTS = ['rpc_server_calls_total', 'croft_http_request_seconds'];
const TIMES = ['rpc_server_call_seconds', 'croft_http_request_seconds'];
const WINDOW_MS = 5_000;

export interface Load {
  /** Calls and requests a second over the last few seconds. */
  callsPerSecond: number;
  /** Seconds within which 99 of 100 were answered, as the bound of a histogram bucket. */
  p99: number;
}

/** Samples a service's own metrics every few seconds, so that `croft status` has a rate without waiting for one. */
export class LoadSampler implements Disposable {
  readonly #metrics: Metrics;
  readonly #timer: NodeJS.Timeout;
  #last: { at: number; buckets: number[]; count: number };
  #load: Load = { callsPerSecond: 0, p99: 0 };

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
    this.#last = this.#read();
    this.#timer = setInterval(() => this.#sample(), WINDOW_MS);
    this.#timer.unref();
  }

  get load(): Load {
    return this.#load;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    const now = this.#read();
    const window = new Histogram();
    now.buckets.forEach((count, index) => {
      window.buckets[index] = count - (this.#last.buckets[index] ?? 0);
    });
    window.count = window.buckets.reduce((sum, count) => sum + count, 0);
    this.#load = {
      callsPerSecond: (now.count - this.#last.count) / ((now.at - this.#last.at) / 1000),
      p99: window.quantile(0.99),
    };
    this.#last = now;
  }

  #read(): { at: number; buckets: number[]; count: number } {
    const buckets: number[] = [];
    let count = 0;
    for (const { read } of COUNTS.flatMap(name => [...this.#metrics.series(name)])) {
      if (read instanceof Counter) count += read.value;
      else if (read instanceof Histogram) count += read.count;
    }
    for (const { read } of TIMES.flatMap(name => [...this.#metrics.series(name)])) {
      if (!(read instanceof Histogram)) continue;
      read.buckets.forEach((value, index) => {
        buckets[index] = (buckets[index] ?? 0) + value;
      });
    }
    return { at: performance.now(), buckets, count };
  }
}
