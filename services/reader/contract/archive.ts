import { z } from 'zod';
import { method, stream } from '../../../core/rpc/contract.ts';
import { Account } from './common.ts';

export const archiveMethods = {
  /** The person's rules, and how their feeds are read and fetched, without secrets: as JSON that `importItems` takes in. */
  exportSettings: method({
    input: z.object({ account: Account }),
    output: z.object({ json: z.string() }),
    idempotent: true,
  }),
};

export const archiveStreams = {
  /**
   * What a person keeps, the starred, the tagged and the saved, or `all` that they read, with what was read: as JSON that
   * `importItems` takes in, and other readers of the Google Reader family. The document in parts, in their order.
   */
  exportItems: stream({
    input: z.object({ account: Account, all: z.boolean().default(false) }),
    item: z.object({ text: z.string() }),
  }),
  /**
   * Takes in what a person kept in another reader: starred and tagged items, and what was read, as FreshRSS and others of
   * the Google Reader family export it, or as the API of Miniflux gives it. Tells of each item as it is done.
   */
  importItems: stream({
    input: z.object({ account: Account, json: z.string().max(20_000_000) }),
    item: z.object({
      done: z.number(),
      total: z.number(),
      /** Its title. */
      label: z.string(),
      /** `skipped`: neither starred nor tagged, and of a feed that the person does not read. */
      outcome: z.enum(['added', 'known', 'skipped', 'invalid']),
      message: z.string().optional(),
    }),
  }),
};
