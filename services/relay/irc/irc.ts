import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../core/errors.ts';
import { Limiter } from '../../../core/http/limit.ts';
import type { Log } from '../../../core/log.ts';
import type { Metrics } from '../../../core/metrics.ts';
import { backoff } from '../../../core/passing/backoff.ts';
import type { Answer } from '../../bot/contract.ts';
import type { Carried, ChatNetwork, Hearing } from '../chat-network.ts';
import type { IrcNetwork } from '../config/irc.ts';
import type { Act, ActResult } from '../contract/acts.ts';
import type { NetworkStatus } from '../contract.ts';
import type { Keeper } from '../keeper/start-keeper.ts';
import { type NetworkCounters, networkCounters } from '../network-counters.ts';
import { NetworkState } from '../network-state.ts';
import { actAll } from './act-all.ts';
import { answerLines } from './answer-lines.ts';
import { carriedLines } from './carried-lines.ts';
import { isChannel, spelledAs } from './channel-names.ts';
import { placeOf } from './channels.ts';
import { notDone } from './moderate.ts';
import { readPassword } from './password.ts';
import { Receipts } from './receipts.ts';
import { SendQueue, type Turn } from './send-queue.ts';
import { Session } from './session.ts';
import type { SessionEnd } from './session-end.ts';
import type { SessionTimes } from './watchdog.ts';

export interface IrcOptions {
  readonly settings: IrcNetwork;
  readonly version: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly times: SessionTimes;
  readonly hearing: Hearing;
  /** Holds connections while the relay is started anew. */
  readonly keeper?: Keeper | undefined;
}

/** Milliseconds between attempts; the second is for what only a person can mend, such as a wrong password. */
const RECONNECT = { first: 1_000, most: 300_000 };
const RECONNECT_REFUSED = { first: 60_000, most: 1_800_000 };

/** A connection that lasted this long makes the next loss a first one again. */
const SETTLED = 60_000;

/** Milliseconds that a server has to close the connection after QUIT. */
const QUIT_GRACE = 2_000;

/** Milliseconds for what was sent to be confirmed before the relay leaves. */
const LAST_RECEIPTS = 1_500;

/** The same words to the same person in the same place: above this two bots are talking to each other. */
const SAME_ANSWER = { burst: 20, perMinute: 10 };

/** Lines of moderation that wait, above which no more are taken: a minute's worth. */
const MOST_ORDERS = 30;

/** A PING costs a server less than a line. */
const PING_WEIGHT = 0.5;

/** One IRC network: at most one connection at a time, made again whenever it is lost. */
export class Irc implements ChatNetwork {
  readonly kind = 'irc';
  readonly name: string;
  readonly repeatable = false;
  readonly #options: IrcOptions;
  readonly #log: Log;
  readonly #queue: SendQueue;
  readonly #receipts: Receipts;
  readonly #same = new Limiter(SAME_ANSWER);
  readonly #counters: NetworkCounters;
  readonly #state: NetworkState;
  readonly #stop = new AbortController();
  /** Answers that are being noted as said, and are said then. */
  readonly #saying = new Set<Promise<void>>();
  #session: Session | undefined;
  #running: Promise<void> | undefined;

  constructor(options: IrcOptions) {
    this.#options = options;
    this.name = options.settings.name;
    this.#log = options.log.child({ network: this.name });
    this.#counters = networkCounters(options.metrics, this.name);
    this.#state = new NetworkState({ name: this.name, kind: 'irc' });
    this.#receipts = new Receipts(name => this.#session?.fold(name) ?? name.toLowerCase());
    this.#queue = new SendQueue({
      write: line => {
        this.#counters.sent.add();
        this.#session?.write(line);
      },
      ready: () => this.#session?.registered ?? false,
      canSend: target => this.#canSend(target),
      onDrop: () => this.#counters.dropped.add(),
    });
  }

  /** The server and the nick that it is known by there, so that no other connection of ours takes it for a stranger. */
  get identity(): { host: string; nick: string } {
    const { host, nick } = this.#options.settings;
    return { host, nick: this.#session?.nick ?? nick };
  }

  get status(): NetworkStatus {
    const session = this.#session;
    const all = session?.channels.all ?? [];
    return {
      ...this.#state.status,
      ...(session?.registered && { nick: session.nick }),
      channels: session?.channels.joined ?? [],
      places: this.#options.settings.channels.map(entry => placeOf(entry, all)),
      queued: this.#queue.waiting,
    };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async answer(target: string, answer: Answer, _key: string, handing: () => Promise<void>): Promise<void> {
    let turn: Turn;
    try {
      this.#same.take(`${target} ${answer.to ?? ''} ${answer.text}`);
      turn = await this.#queue.turn(target, true);
    } catch {
      return this.#counters.dropped.add();
    }
    // Who comes after this relay says what is not in hand yet.
    const saying = this.#stop.signal.aborted ? Promise.resolve() : this.#say(target, answer, turn, handing);
    this.#saying.add(saying);
    try {
      await saying;
    } finally {
      this.#saying.delete(saying);
      turn.end();
    }
  }

  async #say(target: string, answer: Answer, turn: Turn, handing: () => Promise<void>): Promise<void> {
    await handing();
    const nick = this.#session?.nick ?? this.#options.settings.nick;
    const own = { nick, mention: isChannel(target), tags: this.#session?.has('message-tags') ?? false };
    turn.say(
      target,
      answerLines(answer, target, own).map(line => ({ line })),
    );
  }

  turn(place: string): Promise<Turn> {
    return this.#queue.turn(this.#spelled(place), false);
  }

  reaches(place: string): boolean {
    return this.#canSend(this.#spelled(place));
  }

  async carry(place: string, line: Carried, given?: Turn): Promise<readonly string[]> {
    const turn = given ?? (await this.turn(place));
    try {
      return await this.#carry(this.#spelled(place), line, turn);
    } finally {
      turn.end();
    }
  }

  #carry(target: string, line: Carried, turn: Turn): Promise<readonly string[]> {
    const session = this.#session;
    if (!session || !this.#canSend(target))
      throw new AppError('unavailable', `${this.name} is not connected.`);
    const { token, taken } = this.#receipts.open(target);
    const labels = session.has('labeled-response') && session.has('echo-message');
    const lines = carriedLines(line, target, {
      nick: session.nick,
      tags: session.has('message-tags'),
      label: labels ? token : undefined,
    });
    if (lines.length === 0) this.#receipts.answered(token);
    else {
      const onLost = () => this.#receipts.dropped(token);
      const all = lines.map(one => ({ line: one, onLost }));
      turn.say(target, [...all, { line: `PING :${token}`, weight: PING_WEIGHT, onLost }]);
    }
    return taken;
  }

  async act(place: string, act: Act): Promise<ActResult> {
    return (await this.actAll(place, [act]))[0]!;
  }

  async actAll(place: string, acts: readonly Act[]): Promise<ActResult[]> {
    const channel = this.#spelled(place);
    const session = this.#session;
    if (!session || !this.#canSend(channel)) return notDone(acts, `The relay is not in ${channel} now.`);
    if (this.#queue.commands > MOST_ORDERS) return notDone(acts, `${this.name} takes no more orders now.`);
    const command = (line: string) => this.#queue.command(line);
    return actAll({ session, receipts: this.#receipts, command }, channel, acts);
  }

  async close(message: string): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#saying);
    await this.#receipts.idle(LAST_RECEIPTS);
    if (!(await this.#session?.leave())) await this.#session?.quit(message, QUIT_GRACE);
    await this.#running;
    this.#queue.close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let attempt = 0; !signal.aborted; attempt++) {
      this.#state.enter('connecting');
      const began = performance.now();
      const end = await this.#connect();
      if (signal.aborted) break;
      if (performance.now() - began > SETTLED && !end.refused) attempt = 0;
      const wait = backoff(attempt, end.refused ? RECONNECT_REFUSED : RECONNECT);
      this.#state.enter('waiting', end.why);
      this.#log.warn({ why: end.why, wait: Math.round(wait) }, 'not connected; trying again later');
      await sleep(wait, undefined, { signal }).catch(() => {});
    }
    this.#state.enter('waiting', 'stopped');
  }

  /** One session, awaited to its end before another may begin. */
  async #connect(): Promise<SessionEnd> {
    const { settings, version, times, hearing, keeper } = this.#options;
    try {
      const { default: Client } = await import('irc-framework/src/client.js');
      const password = await readPassword(settings);
      const held = await keeper?.start();
      if (this.#stop.signal.aborted) return { why: 'stopped', refused: false };
      this.#counters.connects.add();
      this.#session = new Session({
        Client,
        network: settings,
        password,
        version,
        times,
        keeper: held ? keeper?.path : undefined,
        command: line => this.#queue.command(line),
        onReady: () => this.#onReady(),
        onJoined: () => this.#onReach(),
        onLine: said => {
          this.#counters.heard.add();
          void hearing.heard(this, { kind: 'said', ...said });
        },
        onEcho: (target, id, label) => this.#receipts.echoed(target, id, label),
        onPong: token => this.#receipts.answered(token),
        onNotSent: (target, why) => this.#receipts.refused(target, why),
        onBadLine: err => this.#log.debug({ err }, 'a line could not be read'),
      });
      return await this.#session.ended;
    } catch (error) {
      return { why: error instanceof Error ? error.message : String(error), refused: true };
    } finally {
      this.#session = undefined;
      this.#queue.reset();
      this.#receipts.lost();
    }
  }

  #onReady(): void {
    this.#state.enter('connected');
    this.#log.info({ nick: this.#session?.nick }, 'connected');
    this.#queue.pump();
  }

  #onReach(): void {
    this.#queue.pump();
    this.#options.hearing.reached(this);
  }

  #canSend(target: string): boolean {
    const session = this.#session;
    if (!session?.registered) return false;
    return isChannel(target) ? session.channels.has(target) : true;
  }

  #spelled(place: string): string {
    return spelledAs(this.#options.settings.channels, place);
  }
}
