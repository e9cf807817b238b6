import { type Cache, createCache } from '../cache/index.ts';
import type { ServerConfig } from '../config/core-options.ts';
import { createFetcher, type Fetcher } from '../fetch/index.ts';
import { createJobs, type Jobs } from '../jobs/jobs.ts';
import type { Log } from '../log.ts';
import { Metrics } from '../metrics.ts';
import {
  createTranslationFetcher,
  createTranslator,
  type TranslationConfig,
  type Translator,
} from '../translate/index.ts';
import { measureProcess } from './process-metrics.ts';

/** What the services of one process have in common. */
export interface Shared extends AsyncDisposable {
  readonly cache: Cache;
  readonly fetcher: Fetcher;
  readonly jobs: Jobs;
  readonly translator: Translator;
  /** Of the process itself and of these parts. */
  readonly metrics: Metrics;
}

export interface SharedOptions {
  readonly server: ServerConfig;
  readonly data: string;
  readonly translation: TranslationConfig;
  readonly databaseUrl: string;
  readonly userAgent: string;
  readonly log: Log;
}

export function createShared({
  server,
  data,
  translation,
  databaseUrl,
  userAgent,
  log,
}: SharedOptions): Shared {
  const metrics = new Metrics();
  measureProcess(metrics, data);
  const cache = createCache({ servers: server.memcached, log: log.child({ part: 'cache' }), metrics });
  const fetcher = createFetcher({
    userAgent,
    allow: [...server.fetchAllow],
    denyPorts: [server.port],
    log: log.child({ part: 'fetch' }),
    metrics,
  });
  const jobs = createJobs({ url: databaseUrl, log: log.child({ part: 'jobs' }), metrics });
  const translationLog = log.child({ part: 'translate' });
  const translationFetcher = createTranslationFetcher(translation, { userAgent, log: translationLog });
  const translator = createTranslator({
    config: translation,
    cache,
    fetcher: translationFetcher,
    log: translationLog,
    metrics,
  });
  return {
    cache,
    fetcher,
    jobs,
    translator,
    metrics,
    async [Symbol.asyncDispose]() {
      await fetcher.close();
      await translationFetcher.close();
      await cache.close();
    },
  };
}
