import { z } from 'zod';
import type { Fetcher } from '../../../core/fetch/index.ts';
import { ask, Refusal } from '../ask.ts';
import { SyncAnswer } from './events.ts';
import { creatorsOf, NO_LEVELS, PowerLevels, RoomCreation } from './levels.ts';

export interface MatrixClientOptions {
  readonly fetcher: Fetcher;
  readonly homeserver: string;
  readonly token: string;
  readonly signal: AbortSignal;
}

/** Milliseconds for which the server may keep a question about news open. */
const LONG_POLL = 30_000;

/** Only what is said, and who joined, in as small a page as is useful. */
const FILTER = JSON.stringify({
  presence: { types: [] },
  account_data: { types: [] },
  room: {
    account_data: { types: [] },
    ephemeral: { types: [] },
    state: {
      types: ['m.room.member', 'm.room.canonical_alias', 'm.room.power_levels'],
      lazy_load_members: true,
    },
    timeline: {
      limit: 50,
      types: [
        'm.room.message',
        'm.room.redaction',
        'm.room.encrypted',
        'm.room.member',
        'm.room.power_levels',
      ],
    },
  },
});

const Nothing = z.object({});
const Sent = z.object({ event_id: z.string() });

/** The parts of the client-server API (https://spec.matrix.org/v1.11/client-server-api/) that the relay uses. */
export class MatrixClient {
  readonly #options: MatrixClientOptions;

  constructor(options: MatrixClientOptions) {
    this.#options = options;
  }

  async whoAmI(): Promise<string> {
    const { user_id: id } = await this.#ask('GET', 'account/whoami', z.object({ user_id: z.string() }));
    return id;
  }

  /** Joins a room by its id or alias, which does nothing when one is in it, and gives its id. */
  async join(room: string): Promise<string> {
    const { room_id: id } = await this.#ask(
      'POST',
      `join/${encodeURIComponent(room)}`,
      z.object({ room_id: z.string() }),
      {},
    );
    return id;
  }

  leave(room: string): Promise<unknown> {
    return this.#ask('POST', `rooms/${encodeURIComponent(room)}/leave`, Nothing, {});
  }

  /** What is new since a token; without one, how things are now. */
  sync(since: string | undefined): Promise<SyncAnswer> {
    const query = new URLSearchParams({
      filter: FILTER,
      timeout: since === undefined ? '0' : `${LONG_POLL}`,
    });
    if (since !== undefined) query.set('since', since);
    return this.#ask('GET', `sync?${query}`, SyncAnswer, undefined, LONG_POLL + 15_000);
  }

  /** Events of a room backwards from a token, which a sync left out; at most 100. */
  messages(room: string, from: string, to: string | undefined) {
    const query = new URLSearchParams({ dir: 'b', from, limit: '100', ...(to !== undefined && { to }) });
    const answer = z.object({ chunk: z.array(z.unknown()).default([]) });
    return this.#ask('GET', `rooms/${encodeURIComponent(room)}/messages?${query}`, answer);
  }

  /** The same transaction again is the same event. */
  async send(room: string, transaction: string, content: object): Promise<string> {
    const path = `rooms/${encodeURIComponent(room)}/send/m.room.message/${encodeURIComponent(transaction)}`;
    return (await this.#ask('PUT', path, Sent, content)).event_id;
  }

  async redact(room: string, event: string, transaction: string, reason?: string): Promise<string> {
    const path = `rooms/${encodeURIComponent(room)}/redact/${encodeURIComponent(event)}/${encodeURIComponent(transaction)}`;
    return (await this.#ask('PUT', path, Sent, reason === undefined ? {} : { reason })).event_id;
  }

  /** Bans, unbans or kicks. */
  member(room: string, what: 'ban' | 'unban' | 'kick', user: string, reason: string): Promise<unknown> {
    return this.#ask('POST', `rooms/${encodeURIComponent(room)}/${what}`, Nothing, { user_id: user, reason });
  }

  /** What a room's levels are; none are told to who may not know them. */
  levels(room: string): Promise<PowerLevels> {
    return this.#state(room, 'm.room.power_levels', PowerLevels.catch(NO_LEVELS), NO_LEVELS);
  }

  async creators(room: string): Promise<string[]> {
    return creatorsOf(await this.#state(room, 'm.room.create?format=event', RoomCreation.catch({}), {}));
  }

  async #state<T>(room: string, what: string, answer: z.ZodType<T>, none: T): Promise<T> {
    try {
      return await this.#ask('GET', `rooms/${encodeURIComponent(room)}/state/${what}`, answer);
    } catch (thrown) {
      if (thrown instanceof Refusal && (thrown.code === 'not_found' || thrown.code === 'forbidden'))
        return none;
      throw thrown;
    }
  }

  async displayName(user: string): Promise<string | undefined> {
    const answer = z.object({ displayname: z.string().nullish() });
    const { displayname } = await this.#ask('GET', `profile/${encodeURIComponent(user)}/displayname`, answer);
    return displayname ?? undefined;
  }

  #ask<T>(method: string, path: string, answer: z.ZodType<T>, body?: object, patience?: number): Promise<T> {
    const { fetcher, homeserver, token, signal } = this.#options;
    return ask(fetcher, {
      who: new URL(homeserver).host,
      url: `${homeserver}/_matrix/client/v3/${path}`,
      method,
      headers: { authorization: `Bearer ${token}` },
      answer,
      signal,
      ...(body !== undefined && { body }),
      ...(patience !== undefined && { patience }),
    });
  }
}
