import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { toAppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log.ts';
import type { Counter } from '../../../core/metrics.ts';
import { backoff } from '../../../core/passing/backoff.ts';
import type { Carried, ChatNetwork } from '../chat-network.ts';
import { plainText } from '../irc/text.ts';
import type { Schema } from '../schema.ts';
import { dropOld, markCopy, nextCopy, takeDropped, type Waiting, waitingRooms } from '../store/copies.ts';
import type { BridgeBook } from './bridge-book.ts';
import { cleanName, senderOf } from './names.ts';

export interface CourierOptions {
  readonly db: Kysely<Schema>;
  readonly bridges: BridgeBook;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly carried: Counter;
  readonly dropped: Counter;
  /** The network of a room and its place there; undefined when the configuration has none. */
  find(room: string): { network: ChatNetwork; place: string } | undefined;
}

/** What waits for a room is dropped beyond these: who comes back does not want to read more. */
export const BOUND = { count: 200, minutes: 12 * 60 };

/** A line that comes more than so many milliseconds after it was said tells when that was. */
const LATE = 60_000;

const RETRY = { first: 500, most: 30_000 };

/** Milliseconds after which rooms are looked at without a reason. */
const LOOK_EVERY = 15_000;

/**
 * Tells lines in the rooms they are for: in their order, one at a time in each room, and each once. A line is in the database
 * until its network has it.
 */
export class Courier {
  readonly #options: CourierOptions;
  /** Rooms at work, and whether something came since. */
  readonly #busy = new Map<string, { again: boolean; done: Promise<void> }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** Begins with what is there, and looks again now and then. */
  async start(): Promise<void> {
    const { signal, log } = this.#options;
    const look = () =>
      this.kickAll().catch(err => log.debug({ err }, 'waiting lines cannot be looked for now'));
    this.#timer = setInterval(look, LOOK_EVERY).unref();
    signal.addEventListener('abort', () => clearInterval(this.#timer));
    await look();
  }

  /** Something is to be told in a room, or may be now. */
  kick(room: string): void {
    if (this.#options.signal.aborted) return;
    const busy = this.#busy.get(room);
    if (busy) busy.again = true;
    else {
      const made = { again: false, done: Promise.resolve() };
      this.#busy.set(room, made);
      made.done = this.#run(room, made);
    }
  }

  /** Looks at every room where something waits and that `of` names. */
  async kickAll(of: (room: string) => boolean = () => true): Promise<void> {
    for (const room of await waitingRooms(this.#options.db)) if (of(room)) this.kick(room);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#busy.size > 0) await Promise.all([...this.#busy.values()].map(({ done }) => done));
  }

  async #run(room: string, state: { again: boolean }): Promise<void> {
    const { log, signal } = this.#options;
    for (let attempt = 0; ; ) {
      state.again = false;
      const outcome = await this.#tellNext(room).catch(thrown => {
        log.debug({ err: thrown, room }, 'a line could not be told now');
        return toAppError(thrown).retryAfter ?? 'failed';
      });
      if (signal.aborted) break;
      if (outcome === 'told') attempt = 0;
      else if (outcome === 'nothing') {
        if (!state.again) break;
      } else {
        const wait = Math.max(backoff(attempt++, RETRY), outcome === 'failed' ? 0 : outcome * 1000);
        await sleep(wait, undefined, { signal }).catch(() => {});
      }
    }
    this.#busy.delete(room);
    if (state.again) this.kick(room);
  }

  /** Tells what is next; throws what is to be tried again. */
  async #tellNext(room: string): Promise<'told' | 'nothing'> {
    const { db, signal, dropped } = this.#options;
    const at = this.#options.find(room);
    if (signal.aborted || !at?.network.reaches(at.place)) return 'nothing';
    dropped.add(await dropOld(db, room, BOUND));
    if (!(await nextCopy(db, room))) return 'nothing';
    await this.#tellOfDropped(room, at);
    // It counts as told when it leaves, and not while it waits for others: a relay that is killed then tells it later.
    const turn = await at.network.turn?.(at.place);
    try {
      return await this.#tell(room, at, turn);
    } finally {
      turn?.end();
    }
  }

  async #tell(
    room: string,
    at: { network: ChatNetwork; place: string },
    turn: { end(): void } | undefined,
  ): Promise<'told' | 'nothing'> {
    const { db, signal, carried, dropped } = this.#options;
    const copy = signal.aborted ? undefined : await nextCopy(db, room);
    if (!copy) return 'nothing';
    await markCopy(db, copy.id, 'sending');
    try {
      const messages = await at.network.carry(at.place, this.#carried(copy, room), turn);
      carried.add();
      await markCopy(db, copy.id, 'sent', copy.kind === 'say' ? { messages } : {});
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      const again = code === 'unavailable' || code === 'deadline' || code === 'rate_limited';
      await markCopy(db, copy.id, again ? 'waiting' : 'dropped', { problem: message });
      if (again) throw thrown;
      dropped.add();
      this.#options.log.warn({ err: thrown, room }, 'a line cannot be told in this room');
    }
    return 'told';
  }

  async #tellOfDropped(room: string, at: { network: ChatNetwork; place: string }): Promise<void> {
    const count = await takeDropped(this.#options.db, room);
    if (count === 0) return;
    const text =
      count === 1 ? 'One line could not be brought here.' : `${count} lines could not be brought here.`;
    const note: Carried = {
      ...{ kind: 'note', key: `note ${Date.now()}`, name: '', network: '', text, action: false, plain: true },
      ...{ targets: [], colour: false },
    };
    await at.network.carry(at.place, note);
  }

  #carried(copy: Waiting, room: string): Carried {
    const bridge = this.#options.bridges.from(copy.fromRoom).find(way => way.to === room)?.bridge;
    const { id: replyId, name: replyName = '', text: replyText = '' } = copy.reply ?? {};
    // What cannot be shown as a reply, and names whom it answers, says enough; whose words are erased is not quoted.
    const isNamed = replyName === '' || copy.text.startsWith(`${replyName}: `);
    const isReply = copy.reply && (replyId != null || !isNamed);
    return {
      key: `croft-${copy.id}`,
      kind: copy.kind,
      name: senderOf(bridge?.sender ?? '{name}', cleanName(copy.name), copy.network),
      network: copy.network,
      text: room.startsWith('irc/') ? copy.text : plainText(copy.text),
      action: copy.action,
      plain: /^(?:irc|twitch)\//.test(copy.fromRoom),
      ...(isReply && {
        reply: { name: cleanName(replyName), text: replyText, ...(replyId != null && { id: replyId }) },
      }),
      targets: copy.targets,
      ...(copy.kind === 'say' && Date.now() - copy.at.getTime() > LATE && { late: copy.at }),
      colour: bridge?.colours ?? false,
    };
  }
}
