import { readSection } from '../../core/config/options.ts';
import { openDatabase } from '../../core/db/database.ts';
import { migrate } from '../../core/db/migrate.ts';
import { createFetcher } from '../../core/fetch/index.ts';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { createSecretBox } from '../../core/secret-box.ts';
import { readerOptions } from '../../services/reader/config.ts';
import { OWNER } from '../../services/reader/contract.ts';
import { createParse } from '../../services/reader/parse/create-parse.ts';
import { createDownload } from '../../services/reader/poll/download.ts';
import type { PollContext } from '../../services/reader/poll/poll-feed.ts';
import type { Schema } from '../../services/reader/schema.ts';
import { addSubscriptions } from '../../services/reader/store/add-subscriptions.ts';

export interface Polling extends AsyncDisposable {
  readonly ctx: PollContext;
}

/** All that polls need, as the service has it, on an empty database; it may ask the addresses of this machine. */
export async function openPolling(url: string): Promise<Polling> {
  const log = createLog({ level: 'silent' });
  const directory = new URL('../../services/reader/migrations/', import.meta.url).pathname;
  await migrate({ url, schema: 'reader', directory, log });
  const database = openDatabase<Schema>({ url, schema: 'reader', log });
  const fetcher = createFetcher({ userAgent: '', allow: ['127.0.0.0/8'], log, metrics: new Metrics() });
  const config = readSection('reader', readerOptions, {}, {});
  return {
    ctx: {
      config,
      log,
      db: database.db,
      events: { emit() {} },
      parse: createParse(),
      secrets: createSecretBox(new Uint8Array(32)),
      async saySoon() {},
      hubs: { reachable: false, async note() {} },
      download: createDownload({ fetcher, version: '0', origin: 'https://croft.example', config }),
    },
    async [Symbol.asyncDispose]() {
      await fetcher.close();
      await database.close();
    },
  };
}

/** The address of host number `index` on this machine. */
export function hostAddress(index: number): string {
  return `127.1.${index >> 8}.${index & 255}`;
}

export async function addAddresses(ctx: PollContext, urls: readonly string[]): Promise<void> {
  const feeds = urls.map(url => ({ url, title: '', siteUrl: undefined, tags: [] }));
  await addSubscriptions(ctx.db, OWNER, feeds, true);
}
