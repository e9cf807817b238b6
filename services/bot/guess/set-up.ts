import { createFetcher, type Fetcher } from '../../../core/fetch/index.ts';
import type { Log } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import { Guesser } from './guesser.ts';
import type { GuessOptions } from './options.ts';

/** A guesser with a fetcher of its own, which may go to this one host although it may be near. */
export function guessingOf(
  options: GuessOptions,
  { log, version }: { log: Log; version: string },
): { guesser: Guesser; fetcher: Fetcher } {
  const host = new URL(options.url).hostname.replace(/^\[|\]$/g, '');
  const limits = { perHost: 4, total: 4, waiting: 10, gap: 0 };
  // Its figures would stand in for those of the fetcher of feeds.
  const fetcher = createFetcher({
    userAgent: `Croft/${version}`,
    allow: [host],
    log,
    metrics: new Metrics(),
    limits,
  });
  return { guesser: new Guesser({ options, fetcher, log }), fetcher };
}
