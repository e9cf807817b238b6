import { z } from 'zod';
import type { Fetcher } from '../../../core/fetch/index.ts';
import { ask } from '../ask.ts';

export const Account = z.object({
  id: z.string(),
  acct: z.string(),
  display_name: z.string().default(''),
  bot: z.boolean().nullish(),
});

export const Status = z.object({
  id: z.string(),
  visibility: z.enum(['public', 'unlisted', 'private', 'direct']).catch('direct'),
  content: z.string(),
  account: Account,
  mentions: z.array(z.object({ id: z.string(), acct: z.string() })).default([]),
  spoiler_text: z.string().default(''),
});
export type Status = z.infer<typeof Status>;

const Notification = z.object({ id: z.string(), type: z.string(), status: Status.nullish() });
export type Notification = z.infer<typeof Notification>;

const NewStatus = z.object({ id: z.string() });

const Instance = z.object({
  configuration: z.object({ urls: z.object({ streaming: z.url({ protocol: /^wss?$/ }) }) }),
});

export interface NewStatus {
  readonly text: string;
  readonly replyTo: string;
  readonly visibility: Status['visibility'];
  readonly spoiler: string;
  /** The same key again is the same status. */
  readonly key: string;
}

/** The parts of Mastodon's API (https://docs.joinmastodon.org/api/) that the relay uses; other servers speak it too. */
export class MastodonClient {
  readonly #fetcher: Fetcher;
  readonly #server: string;
  readonly #token: string;
  readonly #signal: AbortSignal;

  constructor({
    fetcher,
    server,
    token,
    signal,
  }: { fetcher: Fetcher; server: string; token: string; signal: AbortSignal }) {
    this.#fetcher = fetcher;
    this.#server = server;
    this.#token = token;
    this.#signal = signal;
  }

  whoAmI() {
    return this.#ask('GET', 'accounts/verify_credentials', Account);
  }

  /** Mentions after a notification, oldest first; without one, the newest alone. */
  async mentions(after: string | undefined): Promise<Notification[]> {
    const query = new URLSearchParams({ 'types[]': 'mention', limit: after === undefined ? '1' : '30' });
    if (after !== undefined) query.set('min_id', after);
    const found = await this.#ask('GET', `notifications?${query}`, z.array(z.unknown()));
    const read = found.flatMap(one => {
      const notification = Notification.safeParse(one);
      return notification.success ? [notification.data] : [];
    });
    return read.toSorted((a, b) => (isLater(a.id, b.id) ? 1 : -1));
  }

  /** Where the server streams; at its own address when it does not say. */
  async streamingUrl(): Promise<string> {
    const own = this.#server.replace(/^http/, 'ws');
    try {
      const { configuration } = await this.#ask('GET', '../v2/instance', Instance);
      return configuration.urls.streaming.replace(/\/+$/, '');
    } catch {
      return own;
    }
  }

  status(id: string): Promise<Status> {
    return this.#ask('GET', `statuses/${encodeURIComponent(id)}`, Status);
  }

  async post({ text, replyTo, visibility, spoiler, key }: NewStatus): Promise<string> {
    const body = {
      status: text,
      in_reply_to_id: replyTo,
      visibility,
      ...(spoiler !== '' && { spoiler_text: spoiler }),
    };
    return (await this.#ask('POST', 'statuses', NewStatus, body, { 'idempotency-key': key })).id;
  }

  async delete(id: string): Promise<void> {
    await this.#ask('DELETE', `statuses/${encodeURIComponent(id)}`, z.unknown());
  }

  #ask<T>(
    method: string,
    path: string,
    answer: z.ZodType<T>,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<T> {
    return ask(this.#fetcher, {
      ...{
        who: new URL(this.#server).host,
        url: `${this.#server}/api/v1/${path}`,
        method,
        answer,
        signal: this.#signal,
      },
      headers: { ...headers, authorization: `Bearer ${this.#token}` },
      ...(body && { body }),
    });
  }
}

/** Ids are numbers, or texts that sort by length first. */
export function isLater(a: string, b: string): boolean {
  return a.length === b.length ? a > b : a.length > b.length;
}
