import { toAppError } from '../../../core/errors.ts';
import type { Happening, Said } from '../chat-network.ts';
import type { PlaceStatus } from '../contract.ts';
import type { MatrixClient } from './client.ts';
import { type EventWorld, happeningOf, type RoomEvent, readEvents, type SyncAnswer } from './events.ts';
import { type PowerLevels, roleAt } from './levels.ts';

export interface MatrixRoomsOptions {
  /** Ids and aliases of the configuration. */
  readonly wanted: readonly string[];
  /** The account's own id. */
  readonly me: string;
  readonly mediaUrl: (server: string, id: string) => string;
}

/** People whose names are remembered. */
const MOST_NAMES = 5_000;

/** The rooms of the configuration: which of them the account is in, and who is called what. */
export class MatrixRooms {
  readonly #options: MatrixRoomsOptions;
  /** Ids by what the configuration says. */
  readonly #ids = new Map<string, string>();
  readonly #problems = new Map<string, string>();
  readonly #encrypted = new Set<string>();
  readonly #names = new Map<string, string>();
  /** By the id of the room. */
  readonly #levels = new Map<string, PowerLevels>();
  readonly #creators = new Map<string, readonly string[]>();
  readonly #world: EventWorld;

  constructor(options: MatrixRoomsOptions) {
    this.#options = options;
    this.#world = {
      me: options.me,
      nameOf: user => this.#names.get(user) ?? user.slice(1).split(':', 1)[0]!,
      roleIn: (place, user) => this.#roleIn(this.#ids.get(place) ?? place, user),
      mediaUrl: mxc => {
        const [, server, id] = /^mxc:\/\/([\w.:[\]-]{1,255})\/([\w-]{1,255})$/.exec(mxc) ?? [];
        return server === undefined ? undefined : options.mediaUrl(server, id!);
      },
    };
  }

  /** As the configuration names them, which is how they are called in ids of rooms. */
  get joined(): string[] {
    return [...this.#ids.keys()];
  }

  /** The id of a room that it is in. */
  idOf(place: string): string | undefined {
    return this.#ids.get(place);
  }

  get places(): PlaceStatus[] {
    return this.#options.wanted.map(name => {
      const id = this.#ids.get(name);
      const problem =
        this.#problems.get(name) ??
        (id !== undefined && this.#encrypted.has(id)
          ? 'it is encrypted end to end, so that nothing in it can be read'
          : undefined);
      return { name, joined: id !== undefined, ...(problem && { problem }) };
    });
  }

  /** Joins what it is not in yet; a room that does not let it in is tried again with the next connection or invitation. */
  async joinAll(client: MatrixClient): Promise<void> {
    for (const room of this.#options.wanted) if (!this.#ids.has(room)) await this.#join(client, room);
  }

  /** Accepts invitations to rooms of the configuration and declines all others. Gives whether a room was joined. */
  async takeInvites(client: MatrixClient, { rooms }: SyncAnswer): Promise<boolean> {
    let joined = false;
    for (const [id, { invite_state: state }] of Object.entries(rooms?.invite ?? {})) {
      const aliases = readEvents(state?.events ?? []).map(({ content }) => content.alias);
      const wanted = this.#options.wanted.find(room => room === id || aliases.includes(room));
      if (wanted === undefined) await client.leave(id).catch(() => {});
      // By the alias it must be the same room: who invites says what they like.
      else joined = (await this.#join(client, wanted)) || joined;
    }
    return joined;
  }

  /** Notes who is called what and may do what, and which rooms were left or are encrypted; gives what went wrong, in words. */
  takeState({ rooms }: SyncAnswer): string[] {
    const problems: string[] = [];
    for (const [id, { state, timeline }] of Object.entries(rooms?.join ?? {}))
      for (const event of readEvents([...(state?.events ?? []), ...(timeline?.events ?? [])])) {
        this.#takeName(event);
        if (event.type === 'm.room.power_levels' && event.state_key === '')
          this.#levels.set(id, event.content);
      }
    for (const id of Object.keys(rooms?.leave ?? {})) {
      const wanted = [...this.#ids].find(([, known]) => known === id)?.[0];
      if (wanted === undefined) continue;
      this.#ids.delete(wanted);
      this.#problems.set(wanted, 'made to leave; waits for an invitation');
      problems.push(`${wanted}: made to leave`);
    }
    return problems;
  }

  /** What happened in the rooms, oldest first, with what a long absence left out, as far as a page goes. */
  async *happenings(client: MatrixClient, { rooms }: SyncAnswer, since: string): AsyncGenerator<Happening> {
    const places = new Map([...this.#ids].map(([place, id]) => [id, place]));
    for (const [id, { timeline }] of Object.entries(rooms?.join ?? {})) {
      const place = places.get(id);
      if (place === undefined || !timeline) continue;
      const missed =
        timeline.limited && timeline.prev_batch !== undefined
          ? (await client.messages(id, timeline.prev_batch, since)).chunk.toReversed()
          : [];
      for (const event of readEvents([...missed, ...timeline.events])) {
        if (event.type === 'm.room.encrypted') this.#encrypted.add(id);
        const happening = happeningOf(place, event, this.#world);
        if (happening) yield happening;
      }
    }
  }

  async #join(client: MatrixClient, room: string): Promise<boolean> {
    try {
      const id = await client.join(room);
      this.#levels.set(id, await client.levels(id));
      this.#creators.set(id, await client.creators(id));
      this.#ids.set(room, id);
      this.#problems.delete(room);
      return true;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'unavailable' || error.code === 'rate_limited') throw thrown;
      this.#problems.set(room, error.message);
      return false;
    }
  }

  #roleIn(id: string, user: string): Said['role'] {
    if (this.#creators.get(id)?.includes(user)) return 'moderator';
    const levels = this.#levels.get(id);
    return levels && roleAt(levels, user);
  }

  #takeName({ type, state_key: user, content }: RoomEvent): void {
    if (type !== 'm.room.member' || user === undefined || content.membership !== 'join') return;
    this.#names.delete(user);
    if (content.displayname) this.#names.set(user, content.displayname);
    if (this.#names.size > MOST_NAMES) this.#names.delete(this.#names.keys().next().value!);
  }
}
