import { addressKey, Limiter } from '../../../core/http/limit.ts';

/**
 * How often secrets may be tried. They are too long to be guessed at any rate; the limits keep those who try from using up
 * the database and the log.
 */
export class Attempts {
  readonly #byAddress = new Limiter({ burst: 20, perMinute: 10 });
  readonly #byAccount = new Limiter({ burst: 10, perMinute: 5 });
  readonly #wrongTokens = new Limiter({ burst: 30, perMinute: 30 });
  readonly #noted = new Limiter({ burst: 100, perMinute: 20 });

  /** Before a secret from this address is looked at. Throws `rate_limited`. */
  from(address: string): void {
    this.#byAddress.take(addressKey(address));
  }

  /** Before a secret for this account is looked at. Throws `rate_limited`. */
  on(account: string): void {
    this.#byAccount.take(account);
  }

  /** After a bearer token was wrong, so that nobody's right one is ever held up. Throws `rate_limited`. */
  wrongToken(address: string): void {
    this.#wrongTokens.take(addressKey(address));
  }

  /** Whether one more failure is to be written down: a flood of them would fill the log and push nothing out. */
  worthNoting(): boolean {
    try {
      this.#noted.take('');
      return true;
    } catch {
      return false;
    }
  }
}
