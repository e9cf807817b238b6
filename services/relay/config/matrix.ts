import { z } from 'zod';
import { NetworkName } from './irc.ts';

export const MatrixNetwork = z
  .strictObject({
    /** Stands in the ids of its rooms: `matrix/NAME/#room:server`. */
    name: NetworkName,
    kind: z.literal('matrix'),
    /** Base address of the homeserver's client API. */
    homeserver: z.url({ protocol: /^https?$/ }).transform(url => url.replace(/\/+$/, '')),
    /** Access token of the account; Croft logs in to nothing by itself. */
    token: z.string().min(1).max(2000).optional(),
    tokenFile: z.string().min(1).optional(),
    /** Ids or aliases; no other room is joined, whoever invites. */
    rooms: z
      .array(z.string().regex(/^[!#][^\s,\x00-\x1f]{1,250}$/, 'must be !ID:SERVER or #ALIAS:SERVER'))
      .min(1)
      .max(100),
  })
  .refine(({ token, tokenFile }) => (token === undefined) !== (tokenFile === undefined), {
    message: 'needs either token or tokenFile',
  });
export type MatrixNetwork = z.output<typeof MatrixNetwork>;
