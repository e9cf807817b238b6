import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log.ts';
import { backoff } from '../../../core/passing/backoff.ts';
import type { Client } from '../../../core/rpc/contract.ts';
import type { chatContract, RoomChange } from '../../chat/contract.ts';
import { lateMark, quoted } from '../bridge/words.ts';
import type { Carried, ChatNetwork, Hearing } from '../chat-network.ts';
import type { Act, ActResult } from '../contract/acts.ts';
import type { NetworkStatus } from '../contract.ts';
import { NetworkState } from '../network-state.ts';
import type { Cursor } from '../store/cursors.ts';
import { plainToMarkdown } from './markdown.ts';

export interface WebOptions {
  readonly chat: Pick<Client<typeof chatContract>, 'carryMessage' | 'changeCarried' | 'roomChanges'>;
  readonly hearing: Hearing;
  readonly log: Log;
  cursor(room: string): Cursor;
}

const RETRY = { first: 200, most: 10_000 };

/** Before the nonce by which a message that was carried is changed; its number is for answers to it. */
const NONCE = 'nonce ';

/** Letters that a message may have. */
const LONGEST = 4_000;

/** Croft's own rooms, as far as they are in bridges. */
export class Web implements ChatNetwork {
  readonly kind = 'web';
  readonly name = 'web';
  readonly repeatable = true;
  readonly #options: WebOptions;
  readonly #state = new NetworkState({ name: 'web', kind: 'web' });
  readonly #rooms = new Map<string, { stop: AbortController; done: Promise<void>; heard: boolean }>();
  readonly #stop = new AbortController();
  #wanted: readonly string[] = [];
  #started = false;

  constructor(options: WebOptions) {
    this.#options = options;
  }

  get status(): NetworkStatus {
    const rooms = [...this.#rooms].map(([name, { heard }]) => ({ name, joined: heard }));
    return {
      ...this.#state.status,
      channels: rooms.filter(({ joined }) => joined).map(({ name }) => name),
      places: rooms,
    };
  }

  start(): void {
    this.#started = true;
    this.#state.enter('connected');
    this.follow(this.#wanted);
  }

  /** Hears these rooms and no others. */
  follow(rooms: readonly string[]): void {
    this.#wanted = rooms;
    if (!this.#started || this.#stop.signal.aborted) return;
    for (const [room, { stop }] of this.#rooms) if (!rooms.includes(room)) stop.abort();
    for (const room of rooms) {
      if (this.#rooms.has(room)) continue;
      const made = { stop: new AbortController(), done: Promise.resolve(), heard: false };
      this.#rooms.set(room, made);
      made.done = this.#hear(room, made).finally(() => this.#rooms.delete(room));
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    for (const { stop } of this.#rooms.values()) stop.abort();
    await Promise.all([...this.#rooms.values()].map(({ done }) => done));
    this.#state.enter('waiting', 'stopped');
  }

  /** The bot's answers come to web rooms without us. */
  async answer(): Promise<void> {}

  reaches(): boolean {
    return !this.#stop.signal.aborted;
  }

  async carry(room: string, line: Carried): Promise<readonly string[]> {
    const { chat } = this.#options;
    const { kind, key, targets } = line;
    if (kind === 'edit' || kind === 'delete') {
      const target = targets.find(one => one.startsWith(NONCE));
      if (target === undefined) return [];
      const markdown = kind === 'edit' ? markdownOf(line) : undefined;
      await chat.changeCarried({
        room,
        nonce: target.slice(NONCE.length),
        ...(markdown !== undefined && { markdown }),
      });
      return [];
    }
    const replyTo = line.reply?.id === undefined ? undefined : Number(line.reply.id);
    const { number } = await chat.carryMessage({
      room,
      nonce: key,
      name: kind === 'note' ? 'Croft' : `${line.name} (${line.network})`,
      markdown: markdownOf(line),
      ...(line.action && { action: true }),
      ...(replyTo !== undefined && Number.isSafeInteger(replyTo) && replyTo > 0 && { replyTo }),
    });
    return [`${number}`, NONCE + key];
  }

  async act(_place: string, _act: Act): Promise<ActResult> {
    return { done: false, unable: true, words: 'Web rooms are moderated by chat.' };
  }

  async #hear(room: string, state: { stop: AbortController; heard: boolean }): Promise<void> {
    const { chat, log } = this.#options;
    const cursor = this.#options.cursor(room);
    const { signal } = state.stop;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        let at = readPosition(await cursor.read());
        for await (const item of chat.roomChanges({ room, ...(at && { after: at.change }) }, { signal })) {
          state.heard = true;
          attempt = 0;
          await this.#take(room, item, at?.number ?? item.lastNumber);
          at = {
            change: item.change,
            number: Math.max(at?.number ?? item.lastNumber, item.message?.number ?? 0),
          };
          await cursor.keep(`${at.change}:${at.number}`);
        }
      } catch (thrown) {
        if (signal.aborted) break;
        const { code, message } = toAppError(thrown);
        if (code === 'not_found') await cursor.keep('').catch(() => {});
        this.#state.failed(`${room}: ${message}`);
        log.debug({ err: thrown, room }, 'a room could not be heard');
      }
      state.heard = false;
      await sleep(backoff(attempt, RETRY), undefined, { signal }).catch(() => {});
    }
  }

  /** A message with a number above the last one is new; any other is one that was changed. */
  async #take(room: string, { change, message }: RoomChange, last: number): Promise<void> {
    if (!message || message.carried) return;
    const { number, name, person, markdown, action, replyTo, deleted } = message;
    const tell = (happening: Parameters<Hearing['heard']>[1]) => this.#options.hearing.heard(this, happening);
    const id = `${number}`;
    if (deleted) await tell({ kind: 'deleted', place: room, id });
    else if (number <= last)
      await tell({ kind: 'edited', place: room, id, text: markdown, key: `${change}` });
    else {
      const said = {
        ...{ place: room, direct: false, name, text: markdown, id, ...whoOf(person) },
        ...(action && { action }),
      };
      await tell({ kind: 'said', ...said, ...(replyTo !== undefined && { replyTo: `${replyTo}` }) });
    }
  }
}

function whoOf(person: NonNullable<RoomChange['message']>['person']): {
  personId?: string;
  account?: string;
} {
  if (person === undefined) return {};
  return { personId: person.id, ...(person.account !== undefined && { account: person.account }) };
}

function readPosition(kept: string | undefined): { change: number; number: number } | undefined {
  const [, change, number] = /^(\d+):(\d+)$/.exec(kept ?? '') ?? [];
  return change === undefined ? undefined : { change: Number(change), number: Number(number) };
}

function markdownOf({ text, plain, kind, late, reply }: Carried): string {
  const words = plain ? plainToMarkdown(text) : text;
  const told = kind === 'note' ? `*${words.replace(/^\*+|\*+$/g, '')}*` : words;
  const quote = reply && reply.id === undefined ? `${plainToMarkdown(quoted(reply))} ` : '';
  const all = `${late ? `${plainToMarkdown(lateMark(late))} ` : ''}${quote}${told}`;
  return all.length > LONGEST ? `${all.slice(0, LONGEST - 1).toWellFormed()}…` : all;
}
