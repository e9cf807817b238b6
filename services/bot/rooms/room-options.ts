import type { Kysely } from 'kysely';
import type { Action } from '../actions/action.ts';
import type { RoomOptions } from '../contract/room-options.ts';
import { type RequestReader, requestReader } from '../parse/requests.ts';
import type { Schema } from '../schema.ts';
import { listRoomOptions } from '../store/room-options.ts';

/** Actions without which nobody could find or change what is set. */
export const ALWAYS_ON: readonly string[] = ['help', 'room'];

/** How the bot is in one room. */
export interface RoomSettings {
  readonly prefix: string;
  readonly actions: readonly Action[];
  readonly moderators: readonly string[];
  readonly read: RequestReader;
}

interface Defaults {
  readonly name: string;
  readonly prefix: string;
  readonly actions: readonly Action[];
}

/** The options of all rooms, in memory, so that a line that is heard needs no query; as the database had them when last loaded. */
export class RoomOptionsBook {
  readonly #db: Kysely<Schema>;
  readonly #defaults: Defaults;
  readonly #usual: RoomSettings;
  #rooms = new Map<string, { readonly options: RoomOptions; readonly settings: RoomSettings }>();

  constructor(db: Kysely<Schema>, defaults: Defaults) {
    this.#db = db;
    this.#defaults = defaults;
    this.#usual = { ...defaults, moderators: [], read: requestReader(defaults) };
  }

  of(room: string): RoomSettings {
    return this.#rooms.get(room)?.settings ?? this.#usual;
  }

  /** Reads all of them again. */
  async load(): Promise<void> {
    const all = await listRoomOptions(this.#db);
    this.#rooms = new Map(all.map(options => [options.room, this.#keep(options)]));
  }

  /** What did not change keeps its reader, which costs something to make. */
  #keep(options: RoomOptions) {
    const known = this.#rooms.get(options.room);
    if (known && JSON.stringify(known.options) === JSON.stringify(options)) return known;
    const prefix = options.prefix ?? this.#defaults.prefix;
    const actions = this.#defaults.actions.filter(
      ({ name }) => ALWAYS_ON.includes(name) || !options.off.includes(name),
    );
    const read = requestReader({ ...this.#defaults, prefix, actions });
    return { options, settings: { prefix, actions, moderators: options.moderators, read } };
  }
}
