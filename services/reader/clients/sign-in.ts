import { LRUCache } from 'lru-cache';
import { AppError } from '../../../core/errors.ts';
import { addressKey, Limiter } from '../../../core/http/limit.ts';
import type { ReaderContext } from '../context.ts';
import { OWNER } from '../contract/common.ts';
import { type HashedBy, type SignedIn, useAppPassword } from '../store/app-passwords.ts';
import { hashSecret } from './secrets.ts';

/** Milliseconds for which an account that was open is taken to be. */
const OPEN_FOR = 30_000;

/** Lets in whoever has an app password, by any of the secrets that are made from it. */
export class SignIn {
  readonly #ctx: Pick<ReaderContext, 'db' | 'api'>;
  readonly #logins = new Limiter({ burst: 20, perMinute: 10 });
  readonly #wrong = new Limiter({ burst: 30, perMinute: 30 });
  readonly #open = new LRUCache<string, true>({ max: 1000, ttl: OPEN_FOR });

  constructor(ctx: Pick<ReaderContext, 'db' | 'api'>) {
    this.#ctx = ctx;
  }

  /** Before a password that somebody typed is looked at. Throws `rate_limited`. */
  attempt(address: string): void {
    this.#logins.take(addressKey(address));
  }

  /**
   * Whose secret it is. Throws `unauthenticated` when nobody's, or when the account is closed; `rate_limited` after many wrong
   * ones from the address, which never holds up a right one.
   */
  async by(kind: HashedBy, secret: string, address: string): Promise<SignedIn> {
    const found = await useAppPassword(this.#ctx.db, kind, hashSecret(secret));
    if (found && (await this.#isOpen(found.account))) return found;
    this.#wrong.take(addressKey(address));
    throw wrongPassword();
  }

  async #isOpen(account: string): Promise<boolean> {
    if (account === OWNER || this.#open.has(account)) return true;
    try {
      const { disabled } = (await this.#ctx.api.getOwnAccount({ account })).account;
      if (!disabled) this.#open.set(account, true);
      return !disabled;
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return false;
      throw error;
    }
  }
}

export function wrongPassword(): AppError {
  return new AppError(
    'unauthenticated',
    'This app password is not valid, or was revoked. Make one on the page /reader/clients, or with: croft reader password NAME',
  );
}
