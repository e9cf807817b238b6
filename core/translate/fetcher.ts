import { createFetcher, type Fetcher, type FetcherConfig } from '../fetch/index.ts';
import { Metrics } from '../metrics.ts';
import type { TranslationConfig } from './options.ts';

type Options = Pick<FetcherConfig, 'userAgent' | 'log' | 'limits'>;

/** Long texts take a small machine their time. */
const TIMEOUTS = { connect: 5_000, firstByte: 40_000, total: 40_000 };
const LIMITS = { perHost: 2, total: 6, waiting: 30, timeouts: TIMEOUTS };

/**
 * A fetcher for what translates and nothing else: its hosts are the owner's own choice and may be near, which does not open
 * them to addresses that stand in feeds.
 */
export function createTranslationFetcher(
  config: TranslationConfig,
  { limits, ...options }: Options,
): Fetcher {
  const urls = [config.libretranslate?.url, config.apertium?.url, config.deepl?.url];
  const allow = urls.flatMap(url => (url === undefined ? [] : [hostOf(url)]));
  // Its figures would stand in for those of the fetcher of feeds.
  return createFetcher({ ...options, allow, metrics: new Metrics(), limits: { ...LIMITS, ...limits } });
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}
