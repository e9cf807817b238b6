import type { Kysely } from 'kysely';
import type { Log } from '../../../core/log.ts';
import { Batch } from '../batch.ts';
import type { Message } from '../contract.ts';
import { certainPerson } from '../people/person.ts';
import type { RoomOptionsBook } from '../rooms/room-options.ts';
import type { Schema } from '../schema.ts';
import { addLines, type NewLine } from '../store/log.ts';

/** Lines that wait to be stored; a database that is away must not fill the memory. */
const MOST_WAITING = 2_000;

/** Keeps what is said in rooms that are logged. Private talks never are. */
export class LogBook {
  readonly #settings: RoomOptionsBook;
  readonly #adding: Batch<NewLine, void>;
  readonly #log: Log;
  #waiting = 0;

  constructor(db: Kysely<Schema>, settings: RoomOptionsBook, log: Log) {
    this.#settings = settings;
    this.#log = log;
    this.#adding = new Batch(async lines => {
      await addLines(db, lines);
      return [];
    });
  }

  /** Keeps a message, where its room is logged. Whoever tells of it does not wait. */
  hear(message: Message): void {
    const { room, sender, text, direct, id } = message;
    if (direct || !this.#settings.of(room).logged || this.#waiting >= MOST_WAITING) return;
    this.#waiting++;
    // An edited one is the same message, told with its change.
    const messageId = id === undefined ? null : message.edited ? id.replace(/:\d+$/, '') : id;
    this.#adding
      .add({ room, person: certainPerson(message) ?? null, name: sender.name, messageId, text })
      .catch(err => this.#log.debug({ err }, 'a line could not be kept'))
      .finally(() => this.#waiting--);
  }

  /** Resolves when everything is stored. */
  idle(): Promise<void> {
    return this.#adding.idle();
  }
}
