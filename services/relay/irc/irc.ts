import { setTimeout as sleep } from 'node:timers/promises';
import { Limiter } from '../../core/http/limit.ts';
import type { Log } from '../../core/log.ts';
import type { Metrics } from '../../core/metrics.ts';
import { backoff } from '../../core/passing/backoff.ts';
import type { Answer } from '../bot/contract.ts';
import type { IrcNetwork } from './config.ts';
import type { NetworkStatus } from './contract.ts';
import { answerLines } from './irc/answer-lines.ts';
import type { HeardLine } from './irc/heard-line.ts';
import { readPassword } from './irc/password.ts';
import { SendQueue } from './irc/send-queue.ts';
import { Session } from './irc/session.ts';
import type { SessionEnd } from './irc/session-end.ts';
import type { SessionTimes } from './irc/watchdog.ts';
import { type NetworkCounters, networkCounters } from './network-counters.ts';

export interface NetworkOptions {
  readonly settings: IrcNetwork;
  readonly version: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly times: SessionTimes;
  onLine(network: string, line: HeardLine): void;
}

/** Milliseconds between attempts; the second is for what only a person can mend, such as a wrong password. */
const RECONNECT = { first: 1_000, most: 300_000 };
const RECONNECT_REFUSED = { first: 60_000, most: 1_800_000 };

/** A connection that lasted this long makes the next loss a first one again. */
const SETTLED = 60_000;

/** Milliseconds that a server has to close the connection after QUIT. */
const QUIT_GRACE = 2_000;

/** The same words to the same person in the same place: above this two bots are talking to each other. */
const SAME_ANSWER = { burst: 20, perMinute: 10 };

/** One network that the bot sits on: at most one connection at a time, made again whenever it is lost. */
export class Network {
  readonly #options: NetworkOptions;
  readonly #log: Log;
  readonly #queue: SendQueue;
  readonly #same = new Limiter(SAME_ANSWER);
  readonly #counters: NetworkCounters;
  readonly #stop = new AbortController();
  #session: Session | undefined;
  #running: Promise<void> | undefined;
  #since = new Date();
  #state: NetworkStatus['state'] = 'waiting';
  #problem: string | undefined;

  constructor(options: NetworkOptions) {
    this.#options = options;
    const network = options.settings.name;
    this.#log = options.log.child({ network });
    this.#counters = networkCounters(options.metrics, network);
    this.#queue = new SendQueue({
      write: line => this.#write(line),
      ready: () => this.#session?.registered ?? false,
      canSend: target => this.#canSend(target),
      onDrop: () => this.#counters.dropped.add(),
    });
  }

  get status(): NetworkStatus {
    const session = this.#session;
    return {
      name: this.#options.settings.name,
      kind: 'irc',
      state: this.#state,
      ...(session?.registered && { nick: session.nick }),
      channels: session?.channels.joined ?? [],
      since: this.#since.toISOString(),
      ...(this.#problem !== undefined && { problem: this.#problem }),
    };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Says an answer in a channel or to a person. */
  say(target: string, answer: Answer): void {
    try {
      this.#same.take(`${target} ${answer.to ?? ''} ${answer.text}`);
    } catch {
      this.#counters.dropped.add();
      return;
    }
    const nick = this.#session?.nick ?? this.#options.settings.nick;
    for (const line of answerLines(answer, target, { nick, mention: isChannel(target) }))
      this.#queue.message(target, line);
  }

  /** Leaves the network; nothing is connected any more when it resolves. */
  async close(message: string): Promise<void> {
    this.#stop.abort();
    await this.#session?.quit(message, QUIT_GRACE);
    await this.#running;
    this.#queue.close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let attempt = 0; !signal.aborted; attempt++) {
      this.#enter('connecting');
      const began = performance.now();
      const end = await this.#connect();
      if (signal.aborted) break;
      if (performance.now() - began > SETTLED && !end.refused) attempt = 0;
      const wait = backoff(attempt, end.refused ? RECONNECT_REFUSED : RECONNECT);
      this.#enter('waiting', end.why);
      this.#log.warn({ why: end.why, wait: Math.round(wait) }, 'not connected; trying again later');
      await sleep(wait, undefined, { signal }).catch(() => {});
    }
    this.#enter('waiting', 'stopped');
  }

  /** One session, awaited to its end before another may begin. */
  async #connect(): Promise<SessionEnd> {
    const { settings, version, times } = this.#options;
    try {
      const { default: Client } = await import('irc-framework/src/client.js');
      const password = await readPassword(settings);
      if (this.#stop.signal.aborted) return { why: 'stopped', refused: false };
      this.#counters.connects.add();
      this.#queue.reset();
      this.#session = new Session({
        Client,
        network: settings,
        password,
        version,
        times,
        command: line => this.#queue.command(line),
        onReady: () => this.#onReady(),
        onJoined: () => this.#queue.pump(),
        onLine: line => this.#onLine(line),
        onBadLine: err => this.#log.debug({ err }, 'a line could not be read'),
      });
      return await this.#session.ended;
    } catch (error) {
      return { why: error instanceof Error ? error.message : String(error), refused: true };
    } finally {
      this.#session = undefined;
    }
  }

  #onReady(): void {
    this.#enter('connected');
    this.#log.info({ nick: this.#session?.nick }, 'connected');
    this.#queue.pump();
  }

  #onLine(line: HeardLine): void {
    this.#counters.heard.add();
    this.#options.onLine(this.#options.settings.name, line);
  }

  #write(line: string): void {
    this.#counters.sent.add();
    this.#session?.write(line);
  }

  #canSend(target: string): boolean {
    const session = this.#session;
    if (!session?.registered) return false;
    return isChannel(target) ? session.channels.has(target) : true;
  }

  #enter(state: NetworkStatus['state'], problem?: string): void {
    this.#state = state;
    this.#since = new Date();
    this.#problem = problem ?? (state === 'connecting' ? this.#problem : undefined);
  }
}

function isChannel(target: string): boolean {
  return /^[#&+!]/.test(target);
}
