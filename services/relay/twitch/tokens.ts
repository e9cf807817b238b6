import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Fetcher } from '../../../core/fetch/index.ts';
import type { Log } from '../../../core/log.ts';
import { ask, Refusal } from '../ask.ts';
import type { TwitchNetwork } from '../config/twitch.ts';
import type { Secret } from '../store/secrets.ts';

/** What the relay does as the account. */
const SCOPES = [
  'chat:read',
  'user:read:chat',
  'user:write:chat',
  'moderator:manage:banned_users',
  'moderator:manage:chat_messages',
  'moderator:manage:chat_settings',
].join(' ');

const Given = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number().optional(),
});
const Valid = z.object({ login: z.string(), user_id: z.string() });
const Device = z.object({
  device_code: z.string(),
  expires_in: z.number(),
  interval: z.number().default(5),
  user_code: z.string(),
  verification_uri: z.string(),
});

const Account = z.object({
  access: z.string(),
  refresh: z.string(),
  /** Milliseconds since the epoch. */
  expiresAt: z.number(),
  login: z.string(),
  userId: z.string(),
});
export type Account = z.infer<typeof Account>;

export interface TwitchTokensOptions {
  readonly settings: TwitchNetwork;
  readonly fetcher: Fetcher;
  readonly secret: Secret;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Another account, or none any more. */
  onChange(): void;
}

/** Milliseconds before its end at which a token is renewed. */
const EARLY = 60_000;

/** Milliseconds after which Twitch wants to be asked whether a token still holds. */
const VALIDATE_EVERY = 3_600_000;

/**
 * The tokens of a Twitch account, kept encrypted: asked for by the device code grant
 * (https://dev.twitch.tv/docs/authentication/getting-tokens-oauth/#device-code-grant-flow), renewed before they end.
 */
export class TwitchTokens {
  readonly #options: TwitchTokensOptions;
  #account: Account | undefined;
  #loaded: Promise<void> | undefined;
  #renewing: Promise<Account | undefined> | undefined;
  #validatedAt = 0;
  #asking: AbortController | undefined;

  constructor(options: TwitchTokensOptions) {
    this.#options = options;
  }

  /** Whose tokens there are, as last known. */
  get account(): Account | undefined {
    return this.#account;
  }

  /** An account whose token holds; undefined when none is connected. Throws `unavailable` while Twitch does not answer. */
  async valid(): Promise<Account | undefined> {
    this.#loaded ??= this.#load();
    await this.#loaded.catch(thrown => {
      this.#loaded = undefined;
      throw thrown;
    });
    const account = this.#account;
    if (!account) return undefined;
    if (account.expiresAt - EARLY < Date.now()) return this.renew(account.access);
    if (Date.now() - this.#validatedAt > VALIDATE_EVERY) return this.#validate(account);
    return account;
  }

  /** Another token in the place of one that is not taken any more. One that was renewed meanwhile is given at once. */
  async renew(refused: string): Promise<Account | undefined> {
    const account = this.#account;
    if (!account || account.access !== refused) return account;
    this.#renewing ??= this.#renew(account).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** What a person is to be shown; waits by itself until they have done it. */
  async connect(): Promise<{ code: string; url: string; expiresAt: string }> {
    const { settings } = this.#options;
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const device = await this.#ask('oauth2/device', { client_id: settings.clientId, scopes: SCOPES }, Device);
    void this.#wait(device, AbortSignal.any([asking.signal, this.#options.signal]));
    return {
      code: device.user_code,
      url: device.verification_uri,
      expiresAt: new Date(Date.now() + device.expires_in * 1000).toISOString(),
    };
  }

  async disconnect(): Promise<void> {
    this.#asking?.abort();
    this.#account = undefined;
    await this.#options.secret.forget();
    this.#options.onChange();
  }

  async #load(): Promise<void> {
    const kept = await this.#options.secret.read();
    this.#account = kept === undefined ? undefined : Account.parse(JSON.parse(kept));
  }

  async #wait(device: z.infer<typeof Device>, signal: AbortSignal): Promise<void> {
    const { settings, log } = this.#options;
    const until = Date.now() + device.expires_in * 1000;
    while (!signal.aborted && Date.now() < until) {
      await sleep(device.interval * 1000, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        const form = {
          client_id: settings.clientId,
          scopes: SCOPES,
          device_code: device.device_code,
          grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        };
        await this.#keep(await this.#ask('oauth2/token', form, Given));
        this.#options.onChange();
        return;
      } catch (thrown) {
        // Until the person has done it, Twitch refuses with `authorization_pending`.
        const { code, message } = toAppError(thrown);
        if (code !== 'forbidden' || !/authorization_pending/.test(message))
          log.debug({ err: thrown }, 'no token yet');
      }
    }
  }

  async #renew({ refresh }: Account): Promise<Account | undefined> {
    const { settings } = this.#options;
    try {
      const secret = await this.#clientSecret();
      const form = {
        client_id: settings.clientId,
        ...(secret !== undefined && { client_secret: secret }),
        grant_type: 'refresh_token',
        refresh_token: refresh,
      };
      return await this.#keep(await this.#ask('oauth2/token', form, Given));
    } catch (thrown) {
      if (!(thrown instanceof Refusal) || thrown.httpStatus === 429 || thrown.httpStatus >= 500) throw thrown;
      await this.disconnect();
      throw new AppError(
        'forbidden',
        'Twitch does not renew the token any more. Connect the account again.',
        {
          cause: thrown,
        },
      );
    }
  }

  async #validate(account: Account): Promise<Account | undefined> {
    try {
      await this.#whose(account.access);
      return account;
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.httpStatus === 401) return this.renew(account.access);
      throw thrown;
    }
  }

  async #keep({
    access_token: access,
    refresh_token: refresh,
    expires_in,
  }: z.infer<typeof Given>): Promise<Account> {
    const { login, user_id: userId } = await this.#whose(access);
    const account = { access, refresh, expiresAt: Date.now() + (expires_in ?? 14_400) * 1000, login, userId };
    // Before it is used: a refresh token of a public application works once.
    await this.#options.secret.keep(JSON.stringify(account));
    this.#account = account;
    return account;
  }

  async #whose(token: string): Promise<z.infer<typeof Valid>> {
    const { fetcher, settings, signal } = this.#options;
    const headers = { authorization: `OAuth ${token}` };
    const url = `${settings.idUrl}/oauth2/validate`;
    const valid = await ask(fetcher, { who: 'Twitch', url, headers, answer: Valid, signal });
    this.#validatedAt = Date.now();
    return valid;
  }

  async #clientSecret(): Promise<string | undefined> {
    const { clientSecret, clientSecretFile } = this.#options.settings;
    if (clientSecretFile === undefined) return clientSecret;
    return (await readFile(clientSecretFile, 'utf8')).trim();
  }

  #ask<T>(path: string, form: Record<string, string>, answer: z.ZodType<T>): Promise<T> {
    const { fetcher, settings, signal } = this.#options;
    const body = new URLSearchParams(form).toString();
    return ask(fetcher, {
      who: 'Twitch',
      url: `${settings.idUrl}/${path}`,
      method: 'POST',
      body,
      answer,
      signal,
    });
  }
}
