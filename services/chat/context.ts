import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Values } from '../../core/config/options.ts';
import type { Fetcher } from '../../core/fetch/index.ts';
import { Limiter } from '../../core/http/limit.ts';
import type { Queue } from '../../core/jobs/index.ts';
import type { Log } from '../../core/log.ts';
import type { Metrics } from '../../core/metrics.ts';
import { PassOn } from '../../core/passing/pass-on.ts';
import type { Client } from '../../core/rpc/contract.ts';
import type { apiContract } from '../api/contract.ts';
import type { botContract } from '../bot/contract.ts';
import type { readerContract } from '../reader/contract.ts';
import type { chatOptions } from './config.ts';
import type { PreviewJob } from './jobs/preview.ts';
import { Live } from './live/live.ts';
import { Wakes } from './live/wakes.ts';
import type { Schema } from './schema.ts';

type Bot = Pick<Client<typeof botContract>, 'hear' | 'amend' | 'answers' | 'listActions'>;
/** What is said, and of what was said that it is gone. */
type Heard = Parameters<Bot['hear']>[0] | Parameters<Bot['amend']>[0];

/** What the methods, routes and sockets of the rooms share. */
export interface ChatContext {
  readonly config: Values<typeof chatOptions>;
  readonly db: Kysely<Schema>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly origin: string;
  readonly api: Pick<
    Client<typeof apiContract>,
    'authenticate' | 'getSession' | 'listAccounts' | 'offerPlaces'
  >;
  readonly reader: Pick<Client<typeof readerContract>, 'signImage'>;
  readonly fetcher: Fetcher;
  /** Links to look at. */
  readonly previews: Pick<Queue<typeof PreviewJob>, 'send'>;
  readonly bot: Bot;
  /** What the bot hears, in its order. */
  readonly toBot: PassOn<Heard>;
  readonly live: Live;
  readonly wakes: Wakes;
  /** By person. */
  readonly saying: Limiter;
  /** By address. */
  readonly naming: Limiter;
  /** By person or address: everything else that a socket asks for. */
  readonly asking: Limiter;
  /** Aborts when nothing more is heard or passed on. */
  readonly stop: AbortController;
}

/** A person who types fast stays below this. */
const SAYING = { burst: 8, perMinute: 40 };
const NAMING = { burst: 10, perMinute: 2 };
const ASKING = { burst: 40, perMinute: 240 };

export type ChatParts = Pick<
  ChatContext,
  'config' | 'db' | 'log' | 'metrics' | 'origin' | 'api' | 'bot' | 'reader' | 'fetcher' | 'previews'
>;

export function chatContext(parts: ChatParts): ChatContext {
  const { db, log, metrics, bot } = parts;
  const stop = new AbortController();
  const lost = metrics.counter(
    'croft_chat_unheard_total',
    'Messages that the bot did not take within a minute.',
  );
  return {
    ...parts,
    toBot: new PassOn<Heard>(
      (one, options) => ('sender' in one ? bot.hear(one, options) : bot.amend(one, options)),
      log,
      lost,
      stop.signal,
    ),
    live: new Live({ db, log, metrics, process: randomBytes(6).toString('base64url') }),
    wakes: new Wakes(),
    saying: new Limiter(SAYING),
    naming: new Limiter(NAMING),
    asking: new Limiter(ASKING),
    stop,
  };
}
