import type { Kysely } from 'kysely';
import type { Values } from '../../core/config/options.ts';
import type { Log } from '../../core/log.ts';
import type { Client, Emitter } from '../../core/rpc/contract.ts';
import type { ServiceContext } from '../../core/service/service.ts';
import { apiContract } from '../api/contract.ts';
import type { readerOptions } from './config.ts';
import type { readerContract } from './contract.ts';
import { createParse, type Parse } from './parse/create-parse.ts';
import { createDownload, type Download } from './poll/download.ts';
import type { Schema } from './schema.ts';

/** What the methods and jobs of the reader are given. */
export interface ReaderContext {
  readonly config: Values<typeof readerOptions>;
  readonly db: Kysely<Schema>;
  readonly log: Log;
  readonly origin: string;
  readonly events: Emitter<typeof readerContract>;
  readonly api: Client<typeof apiContract>;
  readonly download: Download;
  readonly parse: Parse;
  /** Asks for due feeds to be polled soon. */
  sweepSoon(): Promise<void>;
}

type ReaderServiceContext = ServiceContext<typeof readerContract, typeof readerOptions, Schema>;

export function createContext(ctx: ReaderServiceContext, sweep: () => Promise<unknown>): ReaderContext {
  const { config, db, log, origin, events } = ctx;
  return {
    config,
    db,
    log,
    origin,
    events,
    api: ctx.client(apiContract),
    download: createDownload(ctx),
    parse: createParse(),
    async sweepSoon() {
      try {
        await sweep();
      } catch (error) {
        // A command that serves nothing has no running queue; the schedule finds the feeds within a minute.
        log.debug({ err: error }, 'The poll was left to the schedule.');
      }
    },
  };
}
