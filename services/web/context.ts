import type { Cache } from '../../core/cache/index.ts';
import type { Log } from '../../core/log.ts';
import type { Client } from '../../core/rpc/contract.ts';
import type { apiContract } from '../api/contract.ts';
import type { botContract } from '../bot/contract.ts';
import type { chatContract } from '../chat/contract.ts';
import type { readerContract } from '../reader/contract.ts';
import type { relayContract } from '../relay/contract.ts';
import type { Assets } from './assets/assets.ts';
import type { WebConfig } from './config.ts';
import type { PageCache } from './http/page-cache.ts';
import type { PostPages } from './post-pages.ts';
import type { SiteState } from './site-state.ts';

/** What a page is given beside its input. */
export interface WebContext {
  readonly config: WebConfig;
  /** Public origin without a trailing slash; every absolute link is made from it. */
  readonly origin: string;
  readonly log: Log;
  readonly cache: Cache;
  readonly api: Client<typeof apiContract>;
  readonly reader: Client<typeof readerContract>;
  readonly bot: Client<typeof botContract>;
  readonly chat: Client<typeof chatContract>;
  readonly relay: Client<typeof relayContract>;
  readonly assets: Assets;
  readonly state: SiteState;
  readonly pages: PageCache;
  readonly posts: PostPages;
}
