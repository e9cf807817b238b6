import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Time } from './common.ts';

/** How far a file of another reader has been taken in, and what came of its entries. */
export const Import = z.object({
  /** Of the file. */
  name: z.string(),
  begunAt: Time,
  /** Absent while it runs. */
  endedAt: Time.optional(),
  done: z.number().int(),
  /** Absent until it was read. */
  total: z.number().int().optional(),
  added: z.number().int(),
  known: z.number().int(),
  /** Items neither starred nor tagged, and of feeds that the person does not read. */
  skipped: z.number().int(),
  invalid: z.number().int(),
  /** Why it could not be taken in to its end. */
  problem: z.string().optional(),
});
export type Import = z.infer<typeof Import>;

/** An entry that cannot be used. */
export const ImportProblem = z.object({
  /** Of the entry, from 1 on. */
  number: z.number().int(),
  /** `line 7`, or `starred.json, item 3`. */
  place: z.string(),
  /** Address of the feed, or title of the item; empty when it has none. */
  what: z.string(),
  problem: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

export const importMethods = {
  /**
   * Has a file taken in: OPML, items as FreshRSS or Miniflux export them, or a ZIP of such files. It goes on by itself.
   * `conflict` while another of the person's runs; what came of the one before is forgotten.
   */
  beginImport: method({
    input: z.object({
      account: Account,
      name: z.string().max(255),
      data: z.instanceof(Uint8Array),
      /** Whether visitors see the new feeds; as configured unless given. */
      public: z.boolean().optional(),
    }),
    output: z.object({}),
  }),
  /** The last one of a person's. */
  getImport: method({
    input: z.object({ account: Account }),
    output: z.object({ import: Import.optional() }),
    idempotent: true,
  }),
  /** What of the last one cannot be used, in the order in which it was looked at. */
  listImportProblems: method({
    input: z.object({
      account: Account,
      /** The number of the last that is known. */
      after: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(1000).default(500),
    }),
    output: z.object({ problems: z.array(ImportProblem) }),
    idempotent: true,
  }),
};
