import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id, Tag } from './common.ts';
import { Stream } from './items.ts';

/** What was done, and how it is undone: within a day. */
const Done = z.object({ changed: z.number().int(), undo: z.string().optional() });

export const markMethods = {
  /** Items as read or unread, starred or not, with or without tags of their own. Ids that the person does not read are left out. */
  markItems: method({
    input: z.object({
      account: Account,
      ids: z.array(Id).min(1).max(10_000),
      read: z.boolean().optional(),
      starred: z.boolean().optional(),
      addTags: z.array(Tag).max(20).optional(),
      removeTags: z.array(Tag).max(20).optional(),
    }),
    output: Done,
    idempotent: true,
  }),
  /** The tags that the person has given to items, by name. */
  listItemTags: method({
    input: z.object({ account: Account }),
    output: z.object({ tags: z.array(z.string()) }),
    idempotent: true,
  }),
  /** Everything unread of a stream as read, as far as it had come in when the person looked. */
  markStreamRead: method({
    input: Stream.omit({ view: true, itemTag: true }).extend({
      account: Account,
      /** The newest item that the person has seen; what came after it stays unread. */
      upTo: Id.optional(),
      /** Only what was published, or came here, before this time. */
      publishedBefore: z.iso.datetime().optional(),
      seenBefore: z.iso.datetime().optional(),
    }),
    output: Done,
  }),
  /** Makes unread again what one call made read. `not_found` when it is too old or was undone. */
  undoRead: method({
    input: z.object({ account: Account, undo: z.uuid() }),
    output: z.object({ changed: z.number().int() }),
  }),
  /** How far an episode was heard or a film seen; at its beginning, and at its end, there is nothing to keep. */
  setPosition: method({
    input: z.object({
      account: Account,
      id: Id,
      /** Address of one of the item's files; its first that plays unless given. */
      file: z.string().max(5000).optional(),
      seconds: z.number().min(0).max(1_000_000),
    }),
    output: z.object({}),
    idempotent: true,
  }),
};
