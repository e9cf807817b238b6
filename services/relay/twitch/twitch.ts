import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Fetcher } from '../../../core/fetch/index.ts';
import { Limiter } from '../../../core/http/limit.ts';
import type { Log } from '../../../core/log.ts';
import type { Metrics } from '../../../core/metrics.ts';
import { backoff } from '../../../core/passing/backoff.ts';
import type { Answer } from '../../bot/contract.ts';
import { Refusal } from '../ask.ts';
import type { Carried, ChatNetwork, Hearing } from '../chat-network.ts';
import type { TwitchNetwork } from '../config/twitch.ts';
import type { Act, ActResult } from '../contract/acts.ts';
import type { NetworkStatus, Stream } from '../contract.ts';
import type { SessionTimes } from '../irc/watchdog.ts';
import { type NetworkCounters, networkCounters } from '../network-counters.ts';
import { NetworkState } from '../network-state.ts';
import type { Secret } from '../store/secrets.ts';
import { type ChatLine, RecentMessages, saidIn } from './chat-line.ts';
import { Helix, type TwitchUser } from './helix.ts';
import { carriedMessages, messagesOf } from './message-texts.ts';
import { moderate } from './moderate.ts';
import { type Saying, Sender } from './sender.ts';
import { type TwitchEnd, TwitchSession } from './session.ts';
import { streamOf } from './stream.ts';
import { TwitchTokens } from './tokens.ts';

export interface TwitchOptions {
  readonly settings: TwitchNetwork;
  readonly fetcher: Fetcher;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly times: SessionTimes;
  readonly hearing: Hearing;
  readonly secret: Secret;
}

const RECONNECT = { first: 1_000, most: 300_000 };
const SETTLED = 60_000;

/** Milliseconds that what is being said has to be said when the relay stops. */
const GRACE = 4_000;

const SAME_ANSWER = { burst: 20, perMinute: 10 };

/** Twitch: heard through its chat servers, spoken to and moderated through its API. Without an account it is only heard. */
export class Twitch implements ChatNetwork {
  readonly kind = 'twitch';
  readonly name: string;
  readonly repeatable = false;
  readonly tokens: TwitchTokens;
  readonly #options: TwitchOptions;
  readonly #log: Log;
  readonly #state: NetworkState;
  readonly #counters: NetworkCounters;
  readonly #helix: Helix;
  readonly #sender: Sender;
  readonly #recent = new RecentMessages();
  readonly #same = new Limiter(SAME_ANSWER);
  readonly #stop = new AbortController();
  /** Aborts what is under way when it takes too long to end. */
  readonly #cut = new AbortController();
  /** Channels that the connection is in. */
  readonly #channels = new Set<string>();
  /** Their broadcasters, by which the API knows them also while the connection is made again. */
  readonly #broadcasters = new Map<string, string>();
  /** Channels in which only subscribers may speak. */
  readonly #closed = new Set<string>();
  readonly #problems = new Map<string, string>();
  #session: TwitchSession | undefined;
  #running: Promise<void> | undefined;

  constructor(options: TwitchOptions) {
    const { settings, fetcher, secret } = options;
    const { signal } = this.#cut;
    this.#options = options;
    this.name = settings.name;
    this.#log = options.log.child({ network: this.name });
    this.#state = new NetworkState({ name: this.name, kind: 'twitch' });
    this.#counters = networkCounters(options.metrics, this.name);
    const onChange = () => this.#session?.close({ why: 'the account was changed', again: true });
    this.tokens = new TwitchTokens({ settings, fetcher, secret, signal, log: this.#log, onChange });
    this.#helix = new Helix({ settings, fetcher, tokens: this.tokens, signal });
    const idOf = (place: string) => this.#broadcasters.get(place);
    this.#sender = new Sender({ helix: this.#helix, idOf, stop: this.#stop.signal, cut: signal });
  }

  get status(): NetworkStatus {
    const account = this.tokens.account;
    return {
      ...this.#state.status,
      ...(account ? { nick: account.login } : { readOnly: true }),
      channels: [...this.#channels],
      places: this.#options.settings.channels.map(name => {
        const problem = this.#problems.get(name);
        return { name, joined: this.#channels.has(name), ...(problem && { problem }) };
      }),
      queued: this.#sender.waiting,
    };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#session?.close({ why: 'stopped' });
    const late = setTimeout(() => this.#cut.abort(), GRACE);
    await this.#running;
    await this.#sender.idle();
    clearTimeout(late);
    this.#cut.abort();
    this.#state.enter('waiting', 'stopped');
  }

  async answer(place: string, answer: Answer, key: string, handing: () => Promise<void>): Promise<void> {
    try {
      this.#same.take(`${place} ${answer.to ?? ''} ${answer.text}`);
    } catch {
      this.#counters.dropped.add();
      return;
    }
    try {
      await this.#answer(place, answer, `answer ${key}`, handing);
    } catch (thrown) {
      if (!this.#stop.signal.aborted) this.#counters.dropped.add();
      this.#state.failed(toAppError(thrown).message);
    }
  }

  async #answer(
    place: string,
    { text, to, replyTo }: Answer,
    key: string,
    handing: () => Promise<void>,
  ): Promise<void> {
    try {
      // Twitch names whom a reply answers.
      if (replyTo !== undefined)
        return void (await this.#say(place, { key, messages: messagesOf(text), replyTo, handing }));
    } catch (thrown) {
      // What it answers is gone, or was no message of the channel.
      const status = thrown instanceof Refusal ? thrown.httpStatus : undefined;
      if (status !== 400 && status !== 404) throw thrown;
    }
    const words = to ? `@${to.replaceAll(', ', ', @')} ${text}` : text;
    await this.#say(place, { key, messages: messagesOf(words), handing });
  }

  async turn(place: string): Promise<{ end(): void }> {
    await this.#sender.free(place);
    return { end() {} };
  }

  reaches(place: string): boolean {
    return this.tokens.account !== undefined && this.#channels.has(place);
  }

  async carry(place: string, line: Carried): Promise<readonly string[]> {
    try {
      const { kind, key, targets, reply } = line;
      if (kind !== 'delete')
        return await this.#say(place, { key, messages: carriedMessages(line), replyTo: reply?.id });
      const broadcaster = this.#broadcasters.get(place);
      if (broadcaster === undefined) throw new AppError('unavailable', `The relay is not in ${place} now.`);
      for (const message of targets) await this.#helix.deleteMessage(broadcaster, message);
      return [];
    } catch (thrown) {
      this.#state.failed(toAppError(thrown).message);
      throw thrown;
    }
  }

  act(place: string, act: Act): Promise<ActResult> {
    const broadcaster = this.#broadcasters.get(place);
    return moderate(this.#helix, { broadcaster, closed: this.#closed.has(place) }, act);
  }

  /** Channels of the configuration. */
  get places(): readonly string[] {
    return this.#options.settings.channels;
  }

  /** What a channel shows, or showed last. Throws `unavailable` when Twitch cannot be asked. */
  stream(place: string): Promise<Stream> {
    return streamOf(this.#helix, place, this.#broadcasters.get(place));
  }

  /** Throws `not_found`. */
  async findUser(login: string): Promise<TwitchUser> {
    const [user] = await this.#helix.users([login.toLowerCase()]);
    if (user) return user;
    throw new AppError('not_found', `Twitch knows nobody called ${login}.`);
  }

  async #say(place: string, saying: Saying): Promise<readonly string[]> {
    const ids = await this.#sender.say(place, saying);
    this.#counters.sent.add(saying.messages.length);
    return ids;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let attempt = 0; !signal.aborted; attempt++) {
      this.#state.enter('connecting');
      const began = performance.now();
      const end = await this.#connect().catch((thrown): TwitchEnd => ({ why: toAppError(thrown).message }));
      if (signal.aborted) break;
      if (end.again || performance.now() - began > SETTLED) attempt = 0;
      this.#state.enter('waiting', end.why);
      const wait = end.again ? Math.random() * 500 : backoff(attempt, RECONNECT);
      this.#log.warn({ why: end.why, wait: Math.round(wait) }, 'not connected; trying again later');
      await sleep(wait, undefined, { signal }).catch(() => {});
    }
  }

  async #connect(): Promise<TwitchEnd> {
    const { settings, times } = this.#options;
    const account = await this.tokens.valid();
    if (this.#stop.signal.aborted) return { why: 'stopped' };
    this.#counters.connects.add();
    this.#session = new TwitchSession({
      settings,
      times,
      login: account && { name: account.login, token: account.access },
      onReady: () => {
        this.#state.enter('connected');
        this.#log.info({ nick: account?.login ?? 'nobody' }, 'connected');
      },
      onLine: line => this.#take(line),
      onBadLine: err => this.#log.debug({ err }, 'a line could not be read'),
    });
    try {
      const end = await this.#session.ended;
      if (!end.token || !account) return end;
      return { ...end, again: (await this.tokens.renew(account.access)) !== undefined };
    } finally {
      this.#session = undefined;
      this.#channels.clear();
    }
  }

  #take(line: ChatLine): void {
    const { hearing } = this.#options;
    const { command, params, tags } = line;
    const place = (params[0] ?? '').toLowerCase();
    if (command === 'PRIVMSG') {
      const said = saidIn(line);
      if (!said) return;
      if (said.account !== undefined && said.account === this.tokens.account?.userId) {
        if (said.id !== undefined) this.#sender.shown(place, said.text, said.id);
        return;
      }
      this.#counters.heard.add();
      this.#recent.add(place, said.account, said.id);
      void hearing.heard(this, said);
    } else if (command === 'ROOMSTATE' && tags['room-id']) {
      const isNew = !this.#channels.has(place);
      this.#channels.add(place);
      this.#broadcasters.set(place, tags['room-id']);
      if (tags['subs-only'] === '1') this.#closed.add(place);
      else if (tags['subs-only'] !== undefined) this.#closed.delete(place);
      this.#problems.delete(place);
      if (isNew) hearing.reached(this);
    } else if (command === 'CLEARMSG' && tags['target-msg-id']) {
      void hearing.heard(this, { kind: 'deleted', place, id: tags['target-msg-id'] });
    } else if (command === 'CLEARCHAT') {
      for (const id of this.#recent.of(place, tags['target-user-id']))
        void hearing.heard(this, { kind: 'deleted', place, id });
    } else if (command === 'NOTICE') this.#onNotice(place, tags['msg-id'], params[1] ?? '');
  }

  /** Of a channel that is suspended or that has banned the account, among others. */
  #onNotice(place: string, id: string | undefined, words: string): void {
    if (id === undefined) return;
    if (/^msg_(channel_suspended|banned|room_not_found)|^tos_ban/.test(id)) {
      this.#channels.delete(place);
      this.#problems.set(place, words);
    }
    this.#state.failed(`${place}: ${words}`);
  }
}
