import type { Kysely } from 'kysely';
import type { Action } from '../actions/action.ts';
import type { Books } from '../books.ts';
import type { RoomOptions } from '../contract/room-options.ts';
import { type RequestReader, requestReader } from '../parse/requests.ts';
import type { Schema } from '../schema.ts';
import { listRoomOptions } from '../store/room-options.ts';

/** Actions without which nobody could find or change what is set. */
export const ALWAYS_ON: readonly string[] = ['help', 'room', 'rules', 'yes'];

/** How the bot is in one room. */
export interface RoomSettings {
  readonly prefix: string;
  readonly actions: readonly Action[];
  readonly moderators: readonly string[];
  /** The titles of links that people post are told. */
  readonly titles: boolean;
  /** It is kept when somebody spoke last. */
  readonly seen: boolean;
  readonly logged: boolean;
  readonly logHours: number;
  /** A tag (BCP 47); English unless set. */
  readonly language: string;
  /** IANA. */
  readonly timeZone: string;
  /** What is said in another language is said again in this one. */
  readonly translated: boolean;
  readonly read: RequestReader;
}

const ENGLISH = 'en-GB';
const PLAIN = { prefix: null, off: [], moderators: [] };

interface Defaults {
  readonly name: string;
  readonly prefix: string;
  readonly timeZone: string;
  readonly actions: readonly Action[];
}

/** The options of all rooms, in memory, so that a line that is heard needs no query; as the database had them when last loaded. */
export class RoomOptionsBook {
  readonly #db: Kysely<Schema>;
  readonly #defaults: Defaults;
  readonly #books: Books;
  #usual: RoomSettings;
  /** Of the commands that the settings were made with. */
  #revision = 0;
  #rooms = new Map<string, { readonly options: RoomOptions; readonly settings: RoomSettings }>();

  constructor(db: Kysely<Schema>, defaults: Defaults, books: Books) {
    this.#db = db;
    this.#defaults = defaults;
    this.#books = books;
    this.#usual = this.#make({ room: '', ...PLAIN });
  }

  of(room: string): RoomSettings {
    return this.#rooms.get(room)?.settings ?? this.#usual;
  }

  /** Those with options of their own. */
  get rooms(): string[] {
    return [...this.#rooms.keys()];
  }

  /** Reads all of them again. */
  async load(): Promise<void> {
    const [all] = await Promise.all([listRoomOptions(this.#db), this.#books.load()]);
    const { revision, rooms } = this.#books.commands;
    const changed = revision !== this.#revision;
    const plain = rooms.map(room => [room, { room, ...PLAIN }] as const);
    const options = new Map<string, RoomOptions>([...plain, ...all.map(one => [one.room, one] as const)]);
    if (changed) this.#usual = this.#make({ room: '', ...PLAIN });
    this.#rooms = new Map([...options.values()].map(one => [one.room, this.#keep(one, changed)]));
    this.#revision = revision;
  }

  /** What did not change keeps its reader, which costs something to make. */
  #keep(options: RoomOptions, changed: boolean) {
    const known = this.#rooms.get(options.room);
    if (known && !changed && JSON.stringify(known.options) === JSON.stringify(options)) return known;
    return { options, settings: this.#make(options) };
  }

  #make(options: RoomOptions): RoomSettings {
    const prefix = options.prefix ?? this.#defaults.prefix;
    const actions = [...this.#defaults.actions, ...this.#books.commands.of(options.room)].filter(
      ({ name }) => ALWAYS_ON.includes(name) || !options.off.includes(name),
    );
    const read = requestReader({ ...this.#defaults, prefix, actions });
    const seen = options.seen === true && actions.some(({ name }) => name === 'seen');
    const { moderators, titles = false, logged = false, logHours = 48, translated = false } = options;
    const language = options.language ?? ENGLISH;
    const timeZone = options.timeZone ?? this.#defaults.timeZone;
    const kept = { seen, logged, logHours };
    return { prefix, actions, moderators, titles, ...kept, language, timeZone, translated, read };
  }
}
