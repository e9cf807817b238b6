import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id } from './common.ts';
import { Feed } from './feeds.ts';

/** A feed that a site names. */
export const FoundFeed = z.object({
  url: z.string(),
  /** As the feed or the page says; empty when neither does. */
  title: z.string(),
});
export type FoundFeed = z.infer<typeof FoundFeed>;

export const addressMethods = {
  /** The feeds that the site of a feed names now, other than where it is asked; without any, `problem` says what was tried. */
  findFeeds: method({
    input: z.object({ account: Account, id: Id }),
    output: z.object({ site: z.string(), feeds: z.array(FoundFeed), problem: z.string().optional() }),
    timeout: 60_000,
  }),
  /**
   * Has a feed of the person read from another address, or from the feed that a page there names, with its title, tags and
   * what was read and starred. The feed itself moves when nobody else reads it; else the person reads another one from then
   * on, with another id. Throws `not_found`, `invalid`, `forbidden`, `rate_limited`, and `conflict` when they read what is
   * there already.
   */
  changeAddress: method({
    input: z.object({ account: Account, id: Id, url: z.string().max(2000) }),
    output: z.object({ feed: Feed }),
    timeout: 60_000,
  }),
};
