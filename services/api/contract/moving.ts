import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Actor } from './audit.ts';
import { Time, WebAddress } from './common.ts';

/**
 * `posts`: a folder of Markdown, as Jekyll, Hugo or Eleventy have it. `site`: an export of Croft. `wordpress`: WXR. `ghost`: its
 * JSON. All but the last two only as a ZIP file, and these too.
 */
export const ImportKind = z.enum(['posts', 'site', 'wordpress', 'ghost']);
export type ImportKind = z.infer<typeof ImportKind>;

/** `ready`: the file is there and nothing has begun. `waiting`: it begins in a moment. */
export const ImportState = z.enum(['uploading', 'ready', 'waiting', 'running', 'done', 'failed', 'stopped']);
export type ImportState = z.infer<typeof ImportState>;

export const ImportChoice = z.object({
  /** Only tells what would come of it. */
  dryRun: z.boolean().default(false),
  /** Tells others of the posts as of new ones: by webmentions, webhooks and hubs. */
  tell: z.boolean().default(false),
  /** Lets the posts of WordPress and Ghost show their pictures from the old site. */
  keepMedia: z.boolean().default(false),
  /** Address of the old site, which an export of Ghost does not say. */
  site: WebAddress.optional(),
});
export type ImportChoice = z.infer<typeof ImportChoice>;

/** What is wrong with one thing of an import: `place` is its path, or its number and title. */
export const ImportNote = z.object({ place: z.string(), note: z.string() });
export type ImportNote = z.infer<typeof ImportNote>;

/** Failures and warnings that are kept of an import. */
export const NOTES_KEPT = 1_000;

export const SiteImport = z.object({
  dryRun: z.boolean(),
  tell: z.boolean(),
  keepMedia: z.boolean(),
  site: z.string().optional(),
  id: z.string(),
  /** Of the file. */
  name: z.string(),
  bytes: z.number(),
  kind: ImportKind.optional(),
  state: ImportState,
  step: z.enum(['unpacking', 'importing']).optional(),
  /** Files when unpacking; posts, or rows and files, when importing. */
  done: z.number(),
  total: z.number().optional(),
  /**
   * What came of it. `created`, `updated`, `unchanged` of posts and `responses` for comments that were not here; for an export
   * of Croft `posts`, `files`, `responses` and `others` that were not here, and `known`.
   */
  counts: z.record(z.string(), z.number()).optional(),
  failed: z.number(),
  warned: z.number(),
  /** Why it ended before its end. */
  problem: z.string().optional(),
  /** It was killed meanwhile and went on: what went in before counts as unchanged. */
  wentOn: z.boolean(),
  /** Somebody has asked it to stop. */
  stopAsked: z.boolean(),
  /** Whether the file is still there. */
  kept: z.boolean(),
  createdAt: Time,
  endedAt: Time.optional(),
});
export type SiteImport = z.infer<typeof SiteImport>;

/** With what did not go in, and what is to be looked at: the first `NOTES_KEPT` of each. */
export const ImportReport = SiteImport.extend({
  failures: z.array(ImportNote),
  warnings: z.array(ImportNote),
});
export type ImportReport = z.infer<typeof ImportReport>;

const Id = z.uuid();
const actor = Actor.optional();

export const movingMethods = {
  /**
   * Opens a place for a file, which `sendImport` fills. `conflict` while another import runs. `bytes`: how many will come, when
   * that is known.
   */
  openImport: method({
    input: z.object({ name: z.string().max(255), bytes: z.number().int().nonnegative().optional(), actor }),
    output: z.object({ id: z.string() }),
  }),
  /** A piece of the file, in order, `at` its place in the whole; the same again changes nothing. */
  sendImport: method({
    input: z.object({ id: Id, at: z.number().int().nonnegative(), data: z.instanceof(Uint8Array) }),
    output: z.object({}),
    idempotent: true,
    timeout: 60_000,
  }),
  /** Throws a file away that did not come whole. */
  dropImport: method({ input: z.object({ id: Id }), output: z.object({}), idempotent: true }),
  /**
   * Begins, or begins again, with the file that is kept: it goes on by itself. Throws `invalid` for a file that is none of
   * what is taken, which is thrown away, and with the reason `site_needed` when an address has to be given.
   */
  beginImport: method({
    input: ImportChoice.extend({ id: Id, actor }),
    output: SiteImport,
    timeout: 60_000,
  }),
  /** The last twenty, newest first. */
  listImports: method({
    input: z.object({}),
    output: z.object({ imports: z.array(SiteImport) }),
    idempotent: true,
  }),
  getImport: method({ input: z.object({ id: Id }), output: ImportReport, idempotent: true }),
  /** What went in stays. It has ended in a moment; one that has ended is left as it is. */
  stopImport: method({ input: z.object({ id: Id }), output: SiteImport, idempotent: true }),
};
