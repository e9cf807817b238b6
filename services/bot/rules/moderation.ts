import type { Kysely } from 'kysely';
import { BoundedMap } from '../../../core/bounded-map.ts';
import { Limiter } from '../../../core/http/limit.ts';
import type { Log } from '../../../core/log.ts';
import type { Counter, Metrics } from '../../../core/metrics.ts';
import type { ActResult, ActTarget } from '../../relay/contract.ts';
import type { Rules, Step } from '../contract/room-rules.ts';
import type { Message } from '../contract.ts';
import type { Once } from '../effects.ts';
import { sourceOf } from '../people/person.ts';
import type { Schema } from '../schema.ts';
import { locksInForce, type NewDecision, overdueDecisions, tidyDecisions } from '../store/decisions.ts';
import { ActQueue } from './act-queue.ts';
import { actByHand } from './by-hand.ts';
import { type CarriedOut, carryOut, openAgain, type Wanted } from './carry-out.ts';
import { DecisionRows } from './decision-rows.ts';
import { markOf } from './fold.ts';
import { type Breach, judge, windowOf } from './judge.ts';
import { Permits } from './permits.ts';
import { Recent } from './recent.ts';
import type { RoomNetworks } from './room-networks.ts';
import { RulesBook } from './rules-book.ts';
import { isExempt, isMember, targetOf } from './speaker.ts';
import { StrikeBook } from './strike-book.ts';
import { hasPlace, Telling } from './telling.ts';

export interface ModerationParts {
  readonly db: Kysely<Schema>;
  readonly networks: RoomNetworks;
  readonly log: Log;
  readonly metrics: Metrics;
  now(): Date;
  /** Whether an account is a moderator of the room, as the owner or the network has it. */
  isModerator(said: Pick<Message, 'room' | 'sender'>): boolean;
  /** Says something in a room. */
  say(room: string, text: string): Promise<void>;
  /** Has a decision ended so many minutes from now, whatever becomes of this process. */
  endLater(id: string, minutes: number): Promise<void>;
}

/** Rooms whose latest talk is remembered. */
const MOST_ROOMS = 1_000;

/** How often a room is closed: a network that refuses it is not asked with each line of a raid. */
const LOCKING = { burst: 2, perMinute: 2 };

/** Milliseconds after which what somebody says who is silenced was not on its way before: somebody has let them speak. */
const ON_ITS_WAY = 120_000;

/** Who watches over rooms: judges what is said by the rules of its room, and has carried out what follows. */
export class Moderation {
  readonly book: RulesBook;
  readonly permits = new Permits();
  readonly strikes: StrikeBook;
  readonly #parts: ModerationParts;
  readonly #recent = new BoundedMap<string, Recent>(MOST_ROOMS);
  readonly #queue: ActQueue;
  readonly #rows: DecisionRows;
  readonly #telling: Telling;
  readonly #locking = new Limiter(LOCKING);
  /** Until when what somebody says was on its way before, by room and person, and rooms are closed. Milliseconds since the epoch. */
  readonly #silenced = new BoundedMap<string, number>(20_000);
  readonly #judged = new BoundedMap<string, boolean>(5_000);
  readonly #locked = new Map<string, number>();
  /** Rooms whose network takes no message back. */
  readonly #keepsMessages = new Set<string>();
  #opening: Promise<unknown> = Promise.resolve();
  readonly #breaches: Counter;

  constructor(parts: ModerationParts) {
    this.#parts = parts;
    this.book = new RulesBook(parts.db);
    this.strikes = new StrikeBook(parts.db);
    this.#telling = new Telling((room, text) => parts.say(room, text));
    this.#rows = new DecisionRows(parts.db);
    this.#queue = new ActQueue((room, wanted) => this.#carryOut(room, wanted));
    this.#breaches = parts.metrics.counter(
      'croft_bot_breaches_total',
      'Messages that broke a rule of their room.',
    );
  }

  /** Loads rules, and what is in force. */
  async start(): Promise<void> {
    await this.book.load();
    const longest = Math.max(24, ...this.book.on.map(room => this.book.rulesOf(room).forgetHours));
    await this.strikes.load(longest);
    for (const { room, until } of await locksInForce(this.#parts.db)) this.#locked.set(room, until.getTime());
  }

  /** Reads again what other processes may have changed. */
  async look(): Promise<void> {
    await Promise.all([this.book.load(), this.strikes.look()]);
  }

  /** Has ended what nobody has ended in its time, and what a process that is gone may have done. */
  async tidy(): Promise<void> {
    const { db, endLater } = this.#parts;
    const now = this.#parts.now().getTime();
    for (const [, recent] of this.#recent.entries()) recent.tidy(now);
    const rooms = await tidyDecisions(db);
    const closed = rooms.length > 0 ? await locksInForce(db) : [];
    const open = rooms.filter(room => !closed.some(one => one.room === room));
    // Whoever tidies shows life too, and waits for no network.
    this.#opening = Promise.all([this.#opening, ...open.map(room => openAgain(this.#parts, room))]);
    for (const id of await overdueDecisions(db)) await endLater(id, 0);
  }

  /** Judges what was said. True when it broke a rule, so that the bot does not do what it asks for. Costs no query. */
  hear(message: Message): boolean {
    if (message.direct) return false;
    if (message.id === undefined) return this.#judge(message);
    // What is told again because there was no place for it counts once.
    const key = `${message.room}\n${message.id}${message.edited ? ` ${markOf(message.text)}` : ''}`;
    const before = this.#judged.get(key);
    if (before !== undefined) return before;
    const broken = this.#judge(message);
    this.#judged.set(key, broken);
    return broken;
  }

  #judge(message: Message): boolean {
    const { room, sender, text } = message;
    const person = sourceOf(message);
    const target = targetOf(message);
    const recent = this.#recentOf(room);
    const known = this.book.of(room);
    if (!known) {
      recent.meet(person, target);
      return false;
    }
    const { rules, find } = known;
    const now = this.#parts.now().getTime();
    recent.note(person, target, text, now, windowOf(rules));
    if (isExempt(rules, message, () => this.#parts.isModerator(message))) return false;
    const newcomer = this.#isNewcomer(rules, room, person, sender, now);
    const line = { person, text, newcomer, at: now, member: isMember(message), emotes: message.emotes };
    const permitted = this.permits.has(room, sender.name, now);
    const found = judge(rules, find, recent, { ...line, permitted });
    const breach = this.#raidBreach(rules, room, recent, { found, newcomer }, now) ?? found;
    if (!breach) {
      if (permitted) this.permits.use(room, sender.name, text);
      return false;
    }
    this.#breaches.add();
    this.#answer(rules, message, { person, target, newcomer, breach, now });
    return true;
  }

  /** Has something done by hand, once however often its message is run; gives what came of it. */
  byHand(decision: Omit<NewDecision, 'rule'>, target: ActTarget, once: Once): Promise<ActResult> {
    return actByHand(this.#parts.db, this.#queue, { ...decision, rule: 'hand' }, target, once);
  }

  /** Who was last called so in a room. */
  named(room: string, name: string) {
    return this.#recent.get(room)?.named(name);
  }

  /** What was done holds no more. */
  release({ room, person, act }: Pick<NewDecision, 'room' | 'person' | 'act'>): void {
    this.#rows.forget(room, person);
    if (act !== 'warn' && act !== 'delete') this.#free(room, person);
  }

  #free(room: string, person: string | null): void {
    if (person === null) this.#locked.delete(room);
    else this.#silenced.delete(`${room}\n${person}`);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#queue.idle();
    await Promise.all([this.#opening, this.book.idle(), this.strikes.idle()]);
  }

  #recentOf(room: string): Recent {
    const known = this.#recent.get(room);
    if (known) return known;
    const made = new Recent();
    this.#recent.set(room, made);
    return made;
  }

  #isNewcomer(rules: Rules, room: string, person: string, sender: Message['sender'], now: number): boolean {
    const { newcomers, raid } = rules;
    if (newcomers === null && raid === null) return false;
    const young =
      sender.since !== undefined && Date.parse(sender.since) > now - (newcomers?.days ?? 0) * 86_400_000;
    return this.book.isNewcomer(room, person, newcomers?.minutes ?? 10, now) || young;
  }

  /** Closes the room when too much of it comes; while it is closed, whatever a newcomer says is a breach. */
  #raidBreach(
    { raid }: Rules,
    room: string,
    recent: Recent,
    line: { found: Breach | undefined; newcomer: boolean },
    now: number,
  ): Breach | undefined {
    if (!raid) return undefined;
    const closed = (this.#locked.get(room) ?? 0) > now;
    const isRaid = (line.newcomer || line.found) && recent.suspect(raid.seconds, now) >= raid.lines;
    if (isRaid && !closed && hasPlace(this.#locking, room)) this.#lock(room, raid.minutes, now);
    const isClosed = (this.#locked.get(room) ?? 0) > now;
    return isClosed && line.newcomer
      ? { rule: 'raid', reason: 'this room is closed for a while' }
      : undefined;
  }

  #lock(room: string, minutes: number, now: number): void {
    this.#locked.set(room, now + minutes * 60_000);
    const reason = 'there was a flood of messages';
    const act = { act: 'lock', rule: 'raid', reason, minutes } as const;
    const nobody = { person: null, name: null, text: null, messageId: null };
    const decision = { room, by: 'rules', ...act, ...nobody };
    void this.#decide({ decision, target: undefined, silent: false });
  }

  #answer(
    rules: Rules,
    message: Message,
    about: { person: string; target: ActTarget; newcomer: boolean; breach: Breach; now: number },
  ): void {
    const { room, sender, text, id: messageId = null } = message;
    const { person, target, newcomer, breach, now } = about;
    const key = `${room}\n${person}`;
    const inRaid = breach.rule === 'raid';
    // Who is silenced already may have sent more before the network knew: it goes, and counts no further.
    const silenced = (this.#silenced.get(key) ?? 0) > now;
    if (silenced && this.#keepsMessages.has(room)) return;
    const step: Step = silenced
      ? { act: 'delete' }
      : inRaid
        ? { act: 'timeout', minutes: rules.raid!.minutes }
        : this.strikes.next(rules, room, person, newcomer, now);
    const minutes = step.minutes ?? (step.act === 'timeout' ? 10 : null);
    if (!silenced && !inRaid) this.strikes.add(room, person, now);
    // Until it is carried out.
    if (step.act === 'timeout' || step.act === 'ban') this.#silenced.set(key, Number.POSITIVE_INFINITY);
    const who = { room, person, name: sender.name, by: 'rules', follows: silenced };
    const what = { ...breach, act: step.act, minutes, text: text.slice(0, 4000), messageId };
    const wanted = { decision: { ...who, ...what }, target };
    void this.#decide({ ...wanted, silent: silenced || inRaid });
  }

  /** Has a decision carried out. What was not done holds nobody: they are judged again. */
  async #decide(wanted: Wanted): Promise<void> {
    const done = await this.#queue.add(wanted);
    const { room, person, act, minutes } = wanted.decision;
    // Where a network cannot close rooms, whoever is new is kept out one by one.
    const holds = done?.result.done || (act === 'lock' && done?.result.unable);
    if (act !== 'lock' && act !== 'timeout' && act !== 'ban') return;
    if (!holds) this.#free(room, person);
    else if (this.#silenced.get(`${room}\n${person}`) !== undefined) {
      const late = Math.min(ON_ITS_WAY, (minutes ?? 10) * 60_000);
      this.#silenced.set(`${room}\n${person}`, this.#parts.now().getTime() + late);
    }
  }

  async #carryOut(room: string, wanted: readonly Wanted[]): Promise<readonly CarriedOut[]> {
    const parts = { ...this.#parts, rows: this.#rows };
    const done = await carryOut(parts, room, wanted, this.#keepsMessages.has(room)).catch(err => {
      this.#parts.log.warn({ err, room }, 'decisions could not be stored');
      throw err;
    });
    for (const { id, wanted: one, result, keepsMessages } of done) {
      const { decision, silent } = one;
      if (keepsMessages) this.#keepsMessages.add(room);
      if (result.done && result.lift && decision.minutes !== null) await this.#endLater(id, decision.minutes);
      if (!silent) await this.#telling.tell(room, decision, result);
    }
    return done;
  }

  async #endLater(id: string, minutes: number): Promise<void> {
    try {
      await this.#parts.endLater(id, minutes);
    } catch (err) {
      this.#parts.log.warn({ err }, 'what is to be ended later is ended minutes after its time');
    }
  }
}
