import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Values } from '../../core/config/options.ts';
import type { Fetcher } from '../../core/fetch/index.ts';
import type { Log } from '../../core/log.ts';
import type { Client, Emitter } from '../../core/rpc/contract.ts';
import type { SecretBox } from '../../core/secret-box.ts';
import type { ServiceContext } from '../../core/service/service.ts';
import type { Translator } from '../../core/translate/index.ts';
import { apiContract } from '../api/contract.ts';
import { botContract } from '../bot/contract.ts';
import type { readerOptions } from './config.ts';
import type { readerContract } from './contract.ts';
import { createImageStore, type ImageStore } from './images/image-store.ts';
import { createGetImage, type GetImage } from './images/images.ts';
import type { ImageSigner } from './images/signer.ts';
import { createParse, type Parse } from './parse/create-parse.ts';
import { type ByHand, createByHand } from './poll/by-hand.ts';
import { createDownload, type Download } from './poll/download.ts';
import { createHubs, type Hubs } from './push/hubs.ts';
import { isReachable } from './push/reachable.ts';
import type { Schema } from './schema.ts';

/** What the methods and jobs of the reader are given. */
export interface ReaderContext {
  readonly config: Values<typeof readerOptions>;
  readonly db: Kysely<Schema>;
  readonly log: Log;
  readonly origin: string;
  readonly events: Emitter<typeof readerContract>;
  readonly api: Client<typeof apiContract>;
  readonly bot: Client<typeof botContract>;
  readonly download: Download;
  /** Bounds what people have fetched at once. */
  readonly byHand: ByHand;
  readonly parse: Parse;
  readonly fetcher: Fetcher;
  readonly translator: Translator;
  /** Keeps the secrets of feeds and hubs, with the key `secrets/reader.key` of the data directory. */
  readonly secrets: SecretBox;
  readonly hubs: Hubs;
  /** Images of strangers: the paths under which they are shown, and what is kept of them. */
  readonly images: { readonly signer: ImageSigner; readonly store: ImageStore; readonly get: GetImage };
  /** Asks for due feeds to be polled soon. */
  sweepSoon(): Promise<void>;
  /** Asks for what rules tell of to be said soon. */
  saySoon(): Promise<void>;
  /** Asks for rules to be applied soon to what is here. */
  applySoon(): Promise<void>;
  /** Asks for files of other readers to be taken in soon. */
  importSoon(): Promise<void>;
  /** Asks for pages that are due to be fetched soon. */
  articlesSoon(): Promise<void>;
}

type ReaderServiceContext = ServiceContext<typeof readerContract, typeof readerOptions, Schema>;

interface Wakers {
  sweep(): Promise<unknown>;
  askHubs(): Promise<unknown>;
  say(): Promise<unknown>;
  apply(): Promise<unknown>;
  articles(): Promise<unknown>;
  import(): Promise<unknown>;
}

interface Keys {
  readonly secrets: SecretBox;
  readonly signer: ImageSigner;
}

export function createContext(
  ctx: ReaderServiceContext,
  { secrets, signer }: Keys,
  wake: Wakers,
): ReaderContext {
  const { config, db, log, origin, events, fetcher, translator } = ctx;
  const store = createImageStore(join(ctx.data, 'cache', 'images'), config.imageCacheBytes);
  async function soon(send: () => Promise<unknown>): Promise<void> {
    try {
      await send();
    } catch (error) {
      // A command that serves nothing has no running queue; the schedule comes to it by itself.
      log.debug({ err: error }, 'This was left to the schedule.');
    }
  }
  return {
    config,
    db,
    log,
    origin,
    events,
    fetcher,
    translator,
    secrets,
    api: ctx.client(apiContract),
    bot: ctx.client(botContract),
    download: createDownload(ctx),
    byHand: createByHand(),
    parse: createParse(),
    images: { signer, store, get: createGetImage(fetcher, store) },
    hubs: createHubs({
      db,
      secrets,
      reachable: isReachable(origin, ctx.server.fetchAllow),
      askSoon: () => soon(wake.askHubs),
    }),
    sweepSoon: () => soon(wake.sweep),
    saySoon: () => soon(wake.say),
    applySoon: () => soon(wake.apply),
    importSoon: () => soon(wake.import),
    articlesSoon: () => soon(wake.articles),
  };
}
