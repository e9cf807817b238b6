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
import type { MatrixNetwork } from '../config/matrix.ts';
import type { Act, ActResult } from '../contract/acts.ts';
import type { NetworkStatus } from '../contract.ts';
import { type NetworkCounters, networkCounters } from '../network-counters.ts';
import { NetworkState } from '../network-state.ts';
import type { Cursor } from '../store/cursors.ts';
import { readToken } from '../token-file.ts';
import { MatrixClient } from './client.ts';
import { contentOf } from './content.ts';
import type { SyncAnswer } from './events.ts';
import { moderate } from './moderate.ts';
import { MatrixRooms } from './rooms.ts';

export interface MatrixOptions {
  readonly settings: MatrixNetwork;
  readonly fetcher: Fetcher;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly hearing: Hearing;
  /** The token of /sync: what came before it was taken in. */
  readonly cursor: Cursor;
  readonly mediaUrl: (network: string, server: string, id: string) => string;
}

const RETRY = { first: 1_000, most: 300_000 };
const SAME_ANSWER = { burst: 20, perMinute: 10 };

/** Milliseconds for which an answer of the bot is tried. */
const ANSWER_WITHIN = 120_000;

/** One Matrix account. Rooms with end-to-end encryption can be joined but not read. */
export class Matrix implements ChatNetwork {
  readonly kind = 'matrix';
  readonly name: string;
  readonly repeatable = true;
  readonly #options: MatrixOptions;
  readonly #log: Log;
  readonly #state: NetworkState;
  readonly #counters: NetworkCounters;
  readonly #same = new Limiter(SAME_ANSWER);
  readonly #stop = new AbortController();
  readonly #answering = new Set<Promise<void>>();
  #rooms: MatrixRooms | undefined;
  #client: MatrixClient | undefined;
  #me: string | undefined;
  #running: Promise<void> | undefined;

  constructor(options: MatrixOptions) {
    this.#options = options;
    this.name = options.settings.name;
    this.#log = options.log.child({ network: this.name });
    this.#state = new NetworkState({ name: this.name, kind: 'matrix' });
    this.#counters = networkCounters(options.metrics, this.name);
  }

  get status(): NetworkStatus {
    const places = this.#rooms?.places ?? this.#options.settings.rooms.map(name => ({ name, joined: false }));
    return {
      ...this.#state.status,
      ...(this.#me !== undefined && { nick: this.#me }),
      channels: this.#rooms?.joined ?? [],
      places,
      queued: this.#answering.size,
    };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await Promise.all(this.#answering);
    this.#state.enter('waiting', 'stopped');
  }

  async answer(place: string, { text, html, to, replyTo }: Answer, key: string): Promise<void> {
    try {
      this.#same.take(`${place} ${to ?? ''} ${text}`);
    } catch {
      this.#counters.dropped.add();
      return;
    }
    const head = to ? `${to}: ` : '';
    const content = {
      msgtype: 'm.notice',
      body: head + text,
      ...(html !== '' && {
        format: 'org.matrix.custom.html',
        formatted_body: head.replace(/[<>&"]/g, '') + html,
      }),
      'm.mentions': {},
      ...(replyTo !== undefined && { 'm.relates_to': { 'm.in_reply_to': { event_id: replyTo } } }),
    };
    const sending = this.#sendAnswer(place, `croft-answer-${key}`, content).finally(() =>
      this.#answering.delete(sending),
    );
    this.#answering.add(sending);
    await sending;
  }

  reaches(place: string): boolean {
    return this.#state.state === 'connected' && this.#rooms?.idOf(place) !== undefined;
  }

  async carry(place: string, line: Carried): Promise<readonly string[]> {
    const client = this.#client;
    const room = this.#rooms?.idOf(place);
    if (!client || room === undefined) throw new AppError('unavailable', `The relay is not in ${place} now.`);
    this.#counters.sent.add();
    const [target] = line.targets;
    if (line.kind === 'edit' && target === undefined) return [];
    if (line.kind !== 'delete') return [await client.send(room, line.key, contentOf(line))];
    for (const event of line.targets) await client.redact(room, event, `${line.key}-${event.slice(0, 60)}`);
    return [];
  }

  act(place: string, act: Act): Promise<ActResult> {
    return moderate(this.#client, this.#rooms?.idOf(place), act);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let attempt = 0; !signal.aborted; attempt++) {
      this.#state.enter('connecting');
      try {
        await this.#connect();
        for (;;) {
          await this.#syncOnce();
          attempt = 0;
        }
      } catch (thrown) {
        if (signal.aborted) break;
        const { message, retryAfter = 0 } = toAppError(thrown);
        const refused = thrown instanceof Refusal && thrown.httpStatus === 401;
        this.#state.enter(
          'waiting',
          refused ? `the homeserver does not take the token: ${message}` : message,
        );
        this.#log.warn({ why: message }, 'not connected; trying again later');
        const wait = Math.max(refused ? 60_000 : backoff(attempt, RETRY), retryAfter * 1000);
        await sleep(wait, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #connect(): Promise<void> {
    const { settings, fetcher, mediaUrl } = this.#options;
    this.#counters.connects.add();
    const token = await readToken(settings);
    const client = new MatrixClient({
      fetcher,
      homeserver: settings.homeserver,
      token,
      signal: this.#stop.signal,
    });
    this.#me = await client.whoAmI();
    const media = (server: string, id: string) => mediaUrl(this.name, server, id);
    this.#rooms ??= new MatrixRooms({ wanted: settings.rooms, me: this.#me, mediaUrl: media });
    await this.#rooms.joinAll(client);
    this.#client = client;
  }

  /** Takes in what is new, and keeps that it did only afterwards: what comes twice is known by its id. */
  async #syncOnce(): Promise<void> {
    const { cursor, hearing } = this.#options;
    const since = await cursor.read();
    const answer = await this.#client!.sync(since);
    const fresh = since === undefined;
    if (this.#state.state !== 'connected') {
      this.#state.enter('connected');
      hearing.reached(this);
    }
    await this.#take(answer, fresh ? undefined : since);
    await cursor.keep(answer.next_batch);
  }

  async #take(answer: SyncAnswer, since: string | undefined): Promise<void> {
    const rooms = this.#rooms!;
    const client = this.#client!;
    if (await rooms.takeInvites(client, answer)) this.#options.hearing.reached(this);
    for (const problem of rooms.takeState(answer)) this.#state.failed(problem);
    // At the very first look, what was said before is no news.
    if (since === undefined) return;
    for await (const happening of rooms.happenings(client, answer, since)) {
      if (happening.kind === 'said') this.#counters.heard.add();
      await this.#options.hearing.heard(this, happening);
    }
  }

  async #sendAnswer(place: string, transaction: string, content: object): Promise<void> {
    const late = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(ANSWER_WITHIN)]);
    for (let attempt = 0; !late.aborted; attempt++) {
      try {
        const room = this.#rooms?.idOf(place);
        if (room !== undefined && this.#client) {
          await this.#client.send(room, transaction, content);
          this.#counters.sent.add();
          return;
        }
      } catch (thrown) {
        const { code, message, retryAfter = 0 } = toAppError(thrown);
        this.#state.failed(message);
        if (code === 'forbidden' || code === 'not_found') break;
        await sleep(retryAfter * 1000, undefined, { signal: late }).catch(() => {});
      }
      await sleep(backoff(attempt, { first: 250, most: 10_000 }), undefined, { signal: late }).catch(
        () => {},
      );
    }
    this.#counters.dropped.add();
  }
}
