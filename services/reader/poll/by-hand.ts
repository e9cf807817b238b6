import { Limiter } from '../../../core/http/limit.ts';
import { OWNER } from '../contract/common.ts';

/** What people may have fetched at once, beside what is polled by its schedule. */
export interface ByHand {
  /** For a person who waits. Throws `rate_limited`. */
  poll(account: string, feedId: number): void;
  /** For an address that is to be looked at, with what it names. Throws `rate_limited`. */
  look(account: string): void;
}

/** A feed a few times and then twice a minute, whoever asks; a member 60 times and then 20 times a minute in all. */
export function createByHand(): ByHand {
  const feeds = new Limiter({ burst: 5, perMinute: 2 });
  const members = new Limiter({ burst: 60, perMinute: 20 });
  function look(account: string): void {
    if (account !== OWNER) members.take(account);
  }
  return {
    look,
    poll(account, feedId) {
      look(account);
      feeds.take(String(feedId));
    },
  };
}
