/**
 * Counters, gauges and histograms in the Prometheus text format 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/).
 * A handle is resolved to its labels once, so that counting on a hot path is an addition and nothing else.
 */
export type Labels = Readonly<Record<string, string>>;

/** Upper bounds in seconds, from 0.25 ms to 10 s. */
const LATENCY_BOUNDS = [
  0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

export class Counter {
  value = 0;
  add(amount = 1): void {
    this.value += amount;
  }
}

export class Histogram {
  readonly bounds: readonly number[];
  readonly buckets: number[];
  sum = 0;
  count = 0;

  constructor(bounds: readonly number[] = LATENCY_BOUNDS) {
    this.bounds = bounds;
    this.buckets = new Array(bounds.length + 1).fill(0);
  }

  /** Records one observation, in seconds for latencies. */
  observe(value: number): void {
    let index = 0;
    while (index < this.bounds.length && value > this.bounds[index]!) index++;
    this.buckets[index]!++;
    this.sum += value;
    this.count++;
  }

  /** The upper bound of the bucket that holds quantile `q` (0 to 1); 0 when nothing was observed. */
  quantile(q: number): number {
    const wanted = this.count * q;
    let seen = 0;
    for (let index = 0; index < this.buckets.length; index++) {
      seen += this.buckets[index]!;
      if (seen >= wanted && seen > 0) return this.bounds[index] ?? Number.POSITIVE_INFINITY;
    }
    return 0;
  }
}

interface Family {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  series: Map<string, { labels: Labels; read: Counter | Histogram | (() => number) }>;
}

export class Metrics {
  readonly #families = new Map<string, Family>();

  /** The counter of this name and these labels, made on first use. Names end in `_total`. */
  counter(name: string, help: string, labels: Labels = {}): Counter {
    return this.#series(name, help, 'counter', labels, () => new Counter()) as Counter;
  }

  histogram(name: string, help: string, labels: Labels = {}): Histogram {
    return this.#series(name, help, 'histogram', labels, () => new Histogram()) as Histogram;
  }

  /** A value read when scraped. */
  gauge(name: string, help: string, read: () => number, labels: Labels = {}): void {
    this.#family(name, help, 'gauge').series.set(labelText(labels), { labels, read });
  }

  /** Every series of a family with its labels, for `croft status`. */
  *series(name: string): Generator<{ labels: Labels; read: Counter | Histogram | (() => number) }> {
    yield* this.#families.get(name)?.series.values() ?? [];
  }

  /** All of it as Prometheus text. */
  render(): string {
    const lines: string[] = [];
    for (const family of this.#families.values()) {
      lines.push(`# HELP ${family.name} ${family.help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`);
      lines.push(`# TYPE ${family.name} ${family.type}`);
      for (const { labels, read } of family.series.values()) {
        if (read instanceof Histogram) renderHistogram(lines, family.name, labels, read);
        else
          lines.push(`${family.name}${labelText(labels)} ${read instanceof Counter ? read.value : read()}`);
      }
    }
    return `${lines.join('\n')}\n`;
  }

  #family(name: string, help: string, type: Family['type']): Family {
    const known = this.#families.get(name);
    if (known) return known;
    const family: Family = { name, help, type, series: new Map() };
    this.#families.set(name, family);
    return family;
  }

  #series(name: string, help: string, type: Family['type'], labels: Labels, make: () => Counter | Histogram) {
    const family = this.#family(name, help, type);
    const key = labelText(labels);
    const known = family.series.get(key);
    if (known) return known.read;
    const read = make();
    family.series.set(key, { labels, read });
    return read;
  }
}

function renderHistogram(lines: string[], name: string, labels: Labels, histogram: Histogram): void {
  let cumulative = 0;
  histogram.buckets.forEach((count, index) => {
    cumulative += count;
    const le = String(histogram.bounds[index] ?? '+Inf');
    lines.push(`${name}_bucket${labelText({ ...labels, le })} ${cumulative}`);
  });
  lines.push(
    `${name}_sum${labelText(labels)} ${histogram.sum}`,
    `${name}_count${labelText(labels)} ${histogram.count}`,
  );
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([key, value]) => `${key}="${escapeLabel(value)}"`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
