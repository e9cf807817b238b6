import { z } from 'zod';
import { method, stream } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';

/** Rows of one call or one item of a stream. */
export const ROWS_AT_ONCE = 200;
/** Bytes of a row as JSON, at most; the largest is a post or a revision of one. */
const LONGEST_ROW = 16_000_000;

/** `/media/ab/ab….png` */
const MediaPath = z.string().regex(/^\/media\/[0-9a-f]{2}\/[0-9a-f]{40}\.[a-z0-9]+$/);

export const ImportedRows = z.object({
  added: z.number(),
  /** Were here before; they stay as they are. */
  known: z.number(),
  /** Positions of rows that refer to something that is not here, or not yet. */
  waiting: z.array(z.number()),
  /** Rows that cannot be taken, and what was changed about those that were. */
  notes: z.array(z.object({ row: z.number(), note: z.string(), failed: z.boolean() })),
  /** Accounts that are here under another id. */
  same: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type ImportedRows = z.infer<typeof ImportedRows>;

/** What the ZIP file of an export is called: the site's host, the day in UTC. */
export function archiveName(origin: string, now: Date): string {
  const host = new URL(origin).host.replaceAll(/[^\w.-]+/g, '-');
  return `${host}-${now.toISOString().slice(0, 10)}.zip`;
}

export const exportMethods = {
  /** Notes in the audit log that an import begins, and with `counts` how it ended. `subject`: what is brought in, in words. */
  noteImport: method({
    input: z.object({
      subject: z.string(),
      counts: z.record(z.string(), z.number()).optional(),
      actor: Actor.default({}),
    }),
    output: z.object({}),
  }),
  /** Notes in the audit log that somebody takes everything out: drafts, addresses and secrets too. */
  noteExport: method({ input: z.object({ actor: Actor.optional() }), output: z.object({}) }),
  /** How many rows of each table an export would have, for its progress, and the version that makes it. */
  measureExport: method({
    input: z.object({}),
    output: z.object({ croft: z.string(), origin: z.string(), rows: z.record(z.string(), z.number()) }),
    idempotent: true,
    timeout: 60_000,
  }),
  /**
   * Puts rows of an export back, as JSON texts. What is here stays as it is. Nothing goes out because of it: no mention, no
   * letter, no webhook. With `dryRun` nothing is written.
   */
  importRows: method({
    input: z.object({
      table: z.string(),
      rows: z.array(z.string().max(LONGEST_ROW)).max(ROWS_AT_ONCE),
      dryRun: z.boolean().optional(),
    }),
    output: ImportedRows,
    idempotent: true,
    timeout: 120_000,
  }),
  /**
   * Keeps a file of an export under its path, which holds the hash of its content: `invalid` when it is another's. It comes in
   * pieces, each with its place in the whole; without a piece it is only told whether the file is here.
   */
  importMedia: method({
    input: z.object({
      path: MediaPath,
      /** Bytes of the whole file. */
      bytes: z.number().int().nonnegative(),
      piece: z.object({ at: z.number().int().nonnegative(), data: z.instanceof(Uint8Array) }).optional(),
    }),
    output: z.object({ here: z.boolean() }),
    idempotent: true,
    timeout: 60_000,
  }),
  /** The key that comment codes and shortened addresses are hashed with, in hexadecimal. */
  getSiteKey: method({ input: z.object({}), output: z.object({ key: z.string() }), idempotent: true }),
  /** Takes the key of an export, unless something here is hashed with another one already. */
  adoptSiteKey: method({
    input: z.object({ key: z.string().regex(/^[0-9a-f]{64}$/), dryRun: z.boolean().optional() }),
    output: z.object({ outcome: z.enum(['taken', 'same', 'kept']) }),
    idempotent: true,
  }),
};

export const exportStreams = {
  /** Every row of an export as JSON texts, table by table, all as of one moment. */
  exportRows: stream({
    input: z.object({}),
    item: z.object({ table: z.string(), rows: z.array(z.string()) }),
  }),
  /** Everything as one ZIP file, in pieces, with all of it in the folder `archiveName` without its ending. */
  exportSite: stream({ input: z.object({ actor: Actor.optional() }), item: z.instanceof(Uint8Array) }),
  /** A media file, piece by piece. `not_found` when it is not there. */
  readMedia: stream({ input: z.object({ path: MediaPath }), item: z.instanceof(Uint8Array) }),
};
