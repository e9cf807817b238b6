import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { type Provider, ProviderTrouble } from './provider.ts';

const PAIRS_LIFE_MS = 3_600_000;

type Pairs = ReadonlyMap<string, readonly string[]>;

/** A provider with what is remembered of it in this process: into what it translates, and that it is to be left alone. */
export class RestingProvider {
  readonly provider: Provider;
  readonly #log: Log;
  readonly #metrics: Metrics;
  #restsUntil = 0;
  #trouble: ProviderTrouble | undefined;
  #pairs: { value: Pairs; until: number } | undefined;

  constructor(provider: Provider, log: Log, metrics: Metrics) {
    this.provider = provider;
    this.#log = log;
    this.#metrics = metrics;
  }

  /** What it answers. While it rests, it is not asked, and the trouble from before is thrown with the seconds that are left. */
  async ask<T>(what: (provider: Provider) => Promise<T>): Promise<T> {
    const left = Math.ceil((this.#restsUntil - performance.now()) / 1000);
    if (left > 0 && this.#trouble) throw new ProviderTrouble(this.#trouble.message, left);
    try {
      const answer = await what(this.provider);
      this.#count('ok');
      return answer;
    } catch (error) {
      if (!(error instanceof ProviderTrouble)) throw error;
      this.#count(error.restSeconds > 0 ? 'failed' : 'refused');
      if (error.restSeconds > 0) {
        this.#restsUntil = performance.now() + error.restSeconds * 1000;
        this.#trouble = error;
        this.#log.warn({ seconds: error.restSeconds }, `Not asked for a while: ${error.message}`);
      }
      throw error;
    }
  }

  async pairs(): Promise<Pairs> {
    if (this.#pairs && this.#pairs.until > performance.now()) return this.#pairs.value;
    const value = await this.ask(provider => provider.pairs());
    this.#pairs = { value, until: performance.now() + PAIRS_LIFE_MS };
    return value;
  }

  #count(outcome: string): void {
    this.#metrics
      .counter('translate_requests_total', 'Requests to translators, by who was asked and the outcome.', {
        provider: this.provider.name,
        outcome,
      })
      .add();
  }
}
