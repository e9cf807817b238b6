import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Fetcher } from '../../../core/fetch/index.ts';
import { Limiter } from '../../../core/http/limit.ts';
import type { Log } from '../../../core/log.ts';
import type { Metrics } from '../../../core/metrics.ts';
import { backoff } from '../../../core/passing/backoff.ts';
import type { Answer } from '../../bot/contract.ts';
import { Refusal } from '../ask.ts';
import type { ChatNetwork, Hearing } from '../chat-network.ts';
import type { MastodonNetwork } from '../config/mastodon.ts';
import type { ActResult } from '../contract/acts.ts';
import type { NetworkStatus } from '../contract.ts';
import { type NetworkCounters, networkCounters } from '../network-counters.ts';
import { NetworkState } from '../network-state.ts';
import type { Cursor } from '../store/cursors.ts';
import { readToken } from '../token-file.ts';
import { MastodonClient, type Notification } from './client.ts';
import { statusText, wordsOf } from './status-text.ts';
import { Streaming } from './streaming.ts';

export interface MastodonOptions {
  readonly settings: MastodonNetwork;
  readonly fetcher: Fetcher;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly hearing: Hearing;
  /** The last notification that was taken in. */
  readonly cursor: Cursor;
}

const RETRY = { first: 2_000, most: 300_000 };

/** Of one person; above this they are a program too. */
const ANSWERS = { burst: 10, perMinute: 4 };

/** Milliseconds between looks while the server tells by itself. */
const LOOK_SELDOM = 300_000;

/** Milliseconds for which an answer is tried. */
const ANSWER_WITHIN = 300_000;

/** A Mastodon account that answers who mentions it. A room is one mention: `ACCOUNT/STATUS`. */
export class Mastodon implements ChatNetwork {
  readonly kind = 'mastodon';
  readonly name: string;
  readonly repeatable = true;
  readonly #options: MastodonOptions;
  readonly #log: Log;
  readonly #state: NetworkState;
  readonly #counters: NetworkCounters;
  readonly #answers = new Limiter(ANSWERS);
  readonly #answering = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #client: MastodonClient | undefined;
  #me: { id: string; acct: string } | undefined;
  #streaming: Streaming | undefined;
  #news = Promise.withResolvers<void>();
  #running: Promise<void> | undefined;

  constructor(options: MastodonOptions) {
    this.#options = options;
    this.name = options.settings.name;
    this.#log = options.log.child({ network: this.name });
    this.#state = new NetworkState({ name: this.name, kind: 'mastodon' });
    this.#counters = networkCounters(options.metrics, this.name);
  }

  get status(): NetworkStatus {
    return {
      ...this.#state.status,
      ...(this.#me && { nick: `@${this.#me.acct}` }),
      queued: this.#answering.size,
    };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#streaming?.ended;
    await Promise.all(this.#answering);
    this.#state.enter('waiting', 'stopped');
  }

  async answer(place: string, answer: Answer, key: string): Promise<void> {
    const [acct = '', status] = place.split('/');
    try {
      this.#answers.take(acct);
    } catch {
      this.#counters.dropped.add();
      return;
    }
    if (status === undefined) return;
    const posting = this.#post(acct, status, answer.text, key).finally(() => this.#answering.delete(posting));
    this.#answering.add(posting);
    await posting;
  }

  reaches(): boolean {
    return false;
  }

  async carry(): Promise<readonly string[]> {
    throw new AppError('invalid', 'A Mastodon account is no room.');
  }

  async act(): Promise<ActResult> {
    return { done: false, unable: true, words: 'A Mastodon account is no room.' };
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let attempt = 0; !signal.aborted; attempt++) {
      this.#state.enter('connecting');
      try {
        await this.#connect();
        this.#state.enter('connected');
        for (;;) {
          await this.#look();
          attempt = 0;
          await this.#untilNews(signal);
        }
      } catch (thrown) {
        if (signal.aborted) break;
        const { message, retryAfter = 0 } = toAppError(thrown);
        const refused = thrown instanceof Refusal && thrown.httpStatus === 401;
        this.#state.enter('waiting', refused ? `the server does not take the token: ${message}` : message);
        this.#log.warn({ why: message }, 'not connected; trying again later');
        const wait = Math.max(refused ? 60_000 : backoff(attempt, RETRY), retryAfter * 1000);
        await sleep(wait, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #connect(): Promise<void> {
    const { settings, fetcher } = this.#options;
    this.#counters.connects.add();
    const token = await readToken(settings);
    this.#client = new MastodonClient({ fetcher, server: settings.server, token, signal: this.#stop.signal });
    this.#me = await this.#client.whoAmI();
    this.#streaming ??= new Streaming({
      url: await this.#client.streamingUrl(),
      server: settings.server,
      token: () => readToken(settings),
      signal: this.#stop.signal,
      onNews: () => this.#news.resolve(),
    });
  }

  /** Waits for the server to tell that there is something, or as long as it would not. */
  async #untilNews(signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const pause = this.#streaming?.heard ? LOOK_SELDOM : this.#options.settings.every * 1000;
    const late = sleep(pause, undefined, { signal: AbortSignal.any([signal, over.signal]) });
    try {
      await Promise.race([late, this.#news.promise]);
    } finally {
      over.abort();
      late.catch(() => {});
    }
    this.#news = Promise.withResolvers();
  }

  /** Takes in the mentions since the last; what was mentioned before the very first look is no news. */
  async #look(): Promise<void> {
    const { cursor } = this.#options;
    const after = await cursor.read();
    const found = await this.#client!.mentions(after);
    for (const notification of found) {
      if (after !== undefined) await this.#take(notification);
      await cursor.keep(notification.id);
    }
    if (after === undefined && found.length === 0) await cursor.keep('0');
  }

  /** Never hears itself, or who says to be a program: two of them would talk for ever. */
  async #take({ status }: Notification): Promise<void> {
    if (!status || status.account.id === this.#me?.id || status.account.bot) return;
    const text = wordsOf(status);
    const { acct, display_name: shown } = status.account;
    if (text === '') return;
    this.#counters.heard.add();
    await this.#options.hearing.heard(this, {
      kind: 'said',
      ...{
        place: `${acct}/${status.id}`,
        direct: true,
        name: shown || acct,
        account: acct,
        id: status.id,
        text,
      },
    });
  }

  /** Answers a status where it was asked: as visible as that, and with its warning. */
  async #post(acct: string, id: string, text: string, key: string): Promise<void> {
    const late = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(ANSWER_WITHIN)]);
    for (let attempt = 0; !late.aborted; attempt++) {
      try {
        if (this.#client) {
          const { visibility, spoiler_text: spoiler } = await this.#client.status(id);
          await this.#client.post({
            ...{ text: statusText(acct, text), replyTo: id, visibility, spoiler },
            key: `croft-${this.name}-${key}`,
          });
          this.#counters.sent.add();
          return;
        }
      } catch (thrown) {
        const { code, message, retryAfter = 0 } = toAppError(thrown);
        this.#state.failed(message);
        if (code === 'forbidden' || code === 'not_found') break;
        await sleep(retryAfter * 1000, undefined, { signal: late }).catch(() => {});
      }
      await sleep(backoff(attempt, { first: 500, most: 20_000 }), undefined, { signal: late }).catch(
        () => {},
      );
    }
    this.#counters.dropped.add();
  }
}
