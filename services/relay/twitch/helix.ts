import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { Fetcher, FetchResult } from '../../../core/fetch/index.ts';
import { ask, Refusal } from '../ask.ts';
import type { TwitchNetwork } from '../config/twitch.ts';
import type { Account, TwitchTokens } from './tokens.ts';

export interface HelixOptions {
  readonly settings: TwitchNetwork;
  readonly fetcher: Fetcher;
  readonly tokens: TwitchTokens;
  readonly signal: AbortSignal;
}

const User = z.object({ id: z.string(), login: z.string(), display_name: z.string() });
export type TwitchUser = z.infer<typeof User>;

const LiveStream = z.object({
  title: z.string(),
  game_name: z.string().default(''),
  viewer_count: z.number(),
  started_at: z.iso.datetime(),
});
export type LiveStream = z.infer<typeof LiveStream>;

const Channel = z.object({ title: z.string(), game_name: z.string().default('') });

const Sent = z.object({
  data: z
    .array(
      z.object({
        message_id: z.string(),
        is_sent: z.boolean(),
        drop_reason: z.object({ code: z.string(), message: z.string() }).nullish(),
      }),
    )
    .min(1),
});

const Anything = z.unknown();

/** The parts of Twitch's API (https://dev.twitch.tv/docs/api/reference/) that the relay uses, asked as the connected account. */
export class Helix {
  readonly #options: HelixOptions;
  /** Until when Twitch takes nothing more, in milliseconds since the epoch. */
  #restsUntil = 0;

  constructor(options: HelixOptions) {
    this.#options = options;
  }

  async users(logins: readonly string[]): Promise<TwitchUser[]> {
    if (logins.length === 0) return [];
    const query = new URLSearchParams(logins.map(login => ['login', login]));
    const answer = z.object({ data: z.array(User) });
    return (await this.#ask('GET', () => `users?${query}`, answer)).data;
  }

  /**
   * Says something in a channel and gives the id that it has there. Throws `forbidden` with Twitch's reason when it is dropped.
   */
  async send(broadcaster: string, message: string, replyTo: string | undefined): Promise<string> {
    const { data } = await this.#ask(
      'POST',
      () => 'chat/messages',
      Sent,
      me => ({
        broadcaster_id: broadcaster,
        sender_id: me.userId,
        message,
        ...(replyTo !== undefined && { reply_parent_message_id: replyTo }),
      }),
    );
    const { message_id: id, is_sent: sent, drop_reason: why } = data[0]!;
    if (sent) return id;
    throw new AppError('forbidden', `Twitch did not take it: ${why?.message ?? 'no reason given'}`, {
      reason: why?.code === 'msg_duplicate' ? 'duplicate' : 'dropped',
    });
  }

  /** Undefined while nothing is shown there. */
  async liveStream(broadcaster: string): Promise<LiveStream | undefined> {
    const answer = z.object({ data: z.array(LiveStream) });
    return (await this.#ask('GET', () => `streams?${new URLSearchParams({ user_id: broadcaster })}`, answer))
      .data[0];
  }

  /** How a channel calls what it shows, or showed last. */
  async channel(broadcaster: string): Promise<z.infer<typeof Channel> | undefined> {
    const answer = z.object({ data: z.array(Channel) });
    const query = new URLSearchParams({ broadcaster_id: broadcaster });
    return (await this.#ask('GET', () => `channels?${query}`, answer)).data[0];
  }

  async ban(broadcaster: string, user: string, seconds: number | undefined, reason: string): Promise<void> {
    await this.#ask(
      'POST',
      me => `moderation/bans?${asModerator(broadcaster, me)}`,
      Anything,
      () => ({
        data: { user_id: user, reason, ...(seconds !== undefined && { duration: seconds }) },
      }),
    );
  }

  async unban(broadcaster: string, user: string): Promise<void> {
    await this.#ask(
      'DELETE',
      me => `moderation/bans?${asModerator(broadcaster, me, { user_id: user })}`,
      Anything,
    );
  }

  async deleteMessage(broadcaster: string, message: string): Promise<void> {
    await this.#ask(
      'DELETE',
      me => `moderation/chat?${asModerator(broadcaster, me, { message_id: message })}`,
      Anything,
    );
  }

  /** Lets only subscribers speak, or everybody again. */
  async subscribersOnly(broadcaster: string, on: boolean): Promise<void> {
    await this.#ask(
      'PATCH',
      me => `chat/settings?${asModerator(broadcaster, me)}`,
      Anything,
      () => ({
        subscriber_mode: on,
      }),
    );
  }

  /** Asks with the token there is, and once more with another when that has ended. */
  async #ask<T>(
    method: string,
    path: (me: Account) => string,
    answer: z.ZodType<T>,
    body?: (me: Account) => object,
  ): Promise<T> {
    const { tokens } = this.#options;
    let account = await tokens.valid();
    for (let attempt = 0; ; attempt++) {
      if (!account) throw new AppError('forbidden', 'No Twitch account is connected: see /admin/networks.');
      this.#requireAwake();
      try {
        return await this.#askAs(account, method, path(account), answer, body?.(account));
      } catch (thrown) {
        if (attempt > 0 || !(thrown instanceof Refusal) || thrown.httpStatus !== 401) throw thrown;
        account = await tokens.renew(account.access);
      }
    }
  }

  #askAs<T>(
    account: Account,
    method: string,
    path: string,
    answer: z.ZodType<T>,
    body: object | undefined,
  ): Promise<T> {
    const { settings, fetcher, signal } = this.#options;
    return ask(fetcher, {
      ...{ who: 'Twitch', url: `${settings.apiUrl}/helix/${path}`, method, answer, signal },
      headers: { authorization: `Bearer ${account.access}`, 'client-id': settings.clientId },
      onAnswer: result => this.#noteLimit(result),
      ...(body && { body }),
    });
  }

  /** https://dev.twitch.tv/docs/api/guide/#twitch-rate-limits: how much is left, and when (in seconds) it is all there again. */
  #noteLimit({ status, headers }: FetchResult): void {
    const left = Number(headers['ratelimit-remaining'] ?? Number.NaN);
    const reset = Number(headers['ratelimit-reset'] ?? Number.NaN);
    if ((status === 429 || left === 0) && reset > 0) this.#restsUntil = reset * 1000;
  }

  #requireAwake(): void {
    const wait = Math.ceil((this.#restsUntil - Date.now()) / 1000);
    if (wait > 0)
      throw new AppError('rate_limited', `Twitch takes nothing more for ${wait} s.`, {
        retryAfter: Math.min(wait, 120),
      });
  }
}

function asModerator(broadcaster: string, me: Account, more: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({ broadcaster_id: broadcaster, moderator_id: me.userId, ...more });
}
