import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id } from './common.ts';

/** What a header may hold (RFC 9110, 5.5): no line ends, so that nothing can be slipped in after it. */
const HeaderValue = z.string().regex(/^[\x20-\x7e\x80-\xff]+$/, 'must be one line of plain characters');

/** How one feed is fetched. Secrets are never told, only whether they are set. */
export const FeedOptions = z.object({
  /** In place of Croft's own name. */
  userAgent: z.string().optional(),
  cookie: z.boolean(),
  basicAuth: z.boolean(),
  proxy: z.boolean(),
});
export type FeedOptions = z.infer<typeof FeedOptions>;

/** What is absent stays, and null takes it away. */
export const SetFeedOptions = z.object({
  account: Account,
  id: Id,
  userAgent: HeaderValue.max(300).nullish(),
  /** The value of the Cookie header: `name=value; other=value`. */
  cookie: HeaderValue.max(4000).nullish(),
  basicAuth: z
    .object({
      username: z
        .string()
        .max(300)
        .regex(/^[^:\r\n]*$/, 'may hold no colon'),
      password: z.string().max(1000),
    })
    .nullish(),
  /** `http://HOST:PORT` or `https://NAME:PASSWORD@HOST:PORT`, on the public internet or allowed in `fetchAllow`. */
  proxy: z.string().max(2000).nullish(),
});
export type SetFeedOptions = z.infer<typeof SetFeedOptions>;

export const optionsMethods = {
  getFeedOptions: method({
    input: z.object({ account: Account, id: Id }),
    output: z.object({ options: FeedOptions }),
    idempotent: true,
  }),
  /** Changes how a feed is fetched, for all who read it, so only the owner may. It is polled anew soon after. */
  setFeedOptions: method({
    input: SetFeedOptions,
    output: z.object({ options: FeedOptions }),
    idempotent: true,
  }),
};
