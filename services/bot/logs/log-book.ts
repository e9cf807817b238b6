import type { Kysely } from 'kysely';
import type { Log } from '../../../core/log.ts';
import { Batch } from '../batch.ts';
import type { Amended, Message } from '../contract.ts';
import { certainPerson } from '../people/person.ts';
import type { RoomOptionsBook } from '../rooms/room-options.ts';
import type { Schema } from '../schema.ts';
import { addLines, amendLines, type NewLine } from '../store/log.ts';

/** Lines that wait to be stored; a database that is away must not fill the memory. */
const MOST_WAITING = 2_000;

/** Keeps what is said in rooms that are logged. Private talks never are. */
export class LogBook {
  readonly #settings: RoomOptionsBook;
  readonly #storing: Batch<{ readonly said: NewLine } | { readonly amended: Amended }, void>;
  readonly #log: Log;
  #waiting = 0;

  constructor(db: Kysely<Schema>, settings: RoomOptionsBook, log: Log) {
    this.#settings = settings;
    this.#log = log;
    this.#storing = new Batch(async items => {
      const said = items.flatMap(item => ('said' in item ? [item.said] : []));
      const amended = items.flatMap(item => ('amended' in item ? [item.amended] : []));
      if (said.length > 0) await addLines(db, said);
      // What was said is there before it is changed.
      if (amended.length > 0) await amendLines(db, amended);
      return [];
    });
  }

  /** Keeps a message, where its room is logged. Whoever tells of it does not wait. */
  hear(message: Message): void {
    const { room, sender, text, direct } = message;
    if (direct || !this.#settings.of(room).logged || this.#waiting >= MOST_WAITING) return;
    const said = { room, person: certainPerson(message) ?? null, name: sender.name, text };
    this.#store({ said: { ...said, messageId: idOf(message) ?? null } });
  }

  /** Keeps nothing more of a message that was edited to what is not kept. */
  drop(message: Message): void {
    const id = idOf(message);
    if (id !== undefined && this.#waiting < MOST_WAITING)
      this.#store({ amended: { room: message.room, id } });
  }

  /** Keeps a message as it is now. Resolves when it is so. */
  amend(amended: Amended): Promise<void> {
    return this.#storing.add({ amended });
  }

  /** Resolves when everything is stored. */
  idle(): Promise<void> {
    return this.#storing.idle();
  }

  #store(item: { readonly said: NewLine } | { readonly amended: Amended }): void {
    this.#waiting++;
    this.#storing
      .add(item)
      .catch(err => this.#log.debug({ err }, 'a line could not be kept'))
      .finally(() => this.#waiting--);
  }
}

/** An edited one is the same message, told with its change. */
function idOf({ id, edited }: Message): string | undefined {
  return edited ? id?.replace(/:\d+$/, '') : id;
}
