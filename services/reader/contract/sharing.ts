import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id } from './common.ts';
import { Room } from './rules.ts';

export const sharingMethods = {
  /**
   * Has the bot say an item in a room, with a word of the person's; it is tried for a day. The same key again is the same
   * wish. Only for the owner: throws `forbidden` for others, and `not_found` for an item that they do not read.
   */
  shareItem: method({
    input: z.object({
      account: Account,
      id: Id,
      room: Room,
      comment: z.string().trim().max(300).default(''),
      key: z.uuid(),
    }),
    output: z.object({}),
    idempotent: true,
  }),
};
