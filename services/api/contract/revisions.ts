import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Page, Time } from './common.ts';
import { LONGEST_MARKDOWN, Photo, Post, PostKind, PostStatus, Rsvp, Target, Visibility } from './posts.ts';

/** What a post was at one version, as its writer sent it. */
export const Snapshot = z.object({
  kind: PostKind,
  title: z.string(),
  slug: z.string(),
  markdown: z.string(),
  tags: z.array(z.string()),
  status: PostStatus,
  visibility: Visibility,
  pinned: z.boolean(),
  target: Target.optional(),
  rsvp: Rsvp.optional(),
  photos: z.array(Photo),
  series: z.string().optional(),
  canonical: z.string().optional(),
  /** Only when the writer gave one. */
  summary: z.string().optional(),
  language: z.string().optional(),
  publishedAt: Time.optional(),
});
export type Snapshot = z.infer<typeof Snapshot>;

export const RevisionSummary = z.object({
  version: z.number().int(),
  title: z.string(),
  status: PostStatus,
  /** When this version was written. */
  at: Time,
  /** Who wrote it; absent when that is not known any more, or nobody who is signed in did. */
  by: z.object({ id: z.string(), name: z.string() }).optional(),
  /** Whether the post is this version now. */
  current: z.boolean(),
});
export type RevisionSummary = z.infer<typeof RevisionSummary>;

/** One line of a comparison, in pieces; those that are changed differ from the line beside it. */
export const DiffLine = z.object({
  /** Gap: `skipped` lines that are the same on both sides are left out. */
  kind: z.enum(['same', 'added', 'removed', 'gap']),
  parts: z.array(z.object({ text: z.string(), changed: z.boolean() })),
  /** Number of the line in the older and the newer text, from 1. */
  from: z.number().int().optional(),
  to: z.number().int().optional(),
  skipped: z.number().int().optional(),
});
export type DiffLine = z.infer<typeof DiffLine>;

export const Diff = z.object({
  /** What differs beside the text: the name of the field and how it reads before and after. */
  fields: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
  /** The Markdown, line by line. */
  lines: z.array(DiffLine),
  /** How many lines were added and removed in all. */
  added: z.number().int(),
  removed: z.number().int(),
  /** Whether the comparison is longer than what is shown of it. */
  cut: z.boolean(),
});
export type Diff = z.infer<typeof Diff>;

const Id = z.string().max(200);
const Version = z.number().int().min(1);

export const revisionMethods = {
  /** What a post was, newest first, beginning with what it is now. Quick savings of a draft in a row count as one. */
  listRevisions: method({
    input: Page.extend({ id: Id }),
    output: z.object({ revisions: z.array(RevisionSummary), next: z.string().optional() }),
    idempotent: true,
  }),
  /** One version of a post; `not_found` when it was not kept. */
  getRevisionOf: method({
    input: z.object({ id: Id, version: Version }),
    output: RevisionSummary.extend({ snapshot: Snapshot }),
    idempotent: true,
  }),
  /**
   * Makes the content what it was: title, text, summary, tags, kind and what belongs to it. Address, status, visibility and
   * times stay. What it was before is kept as a revision too. `changed_since` when it is no longer at `current`.
   */
  restoreRevision: method({
    input: z.object({
      id: Id,
      version: Version,
      current: Version.optional(),
      /** The account that does it. */
      by: z.uuid().optional(),
    }),
    output: z.object({ post: Post, outcome: z.enum(['updated', 'unchanged']) }),
  }),
  /** How one version differs from another, or from the version of now, or from a text that is not saved yet. */
  diffRevisions: method({
    input: z.object({
      id: Id,
      from: Version,
      to: Version.optional(),
      unsaved: z
        .object({ title: z.string().max(500), markdown: z.string().max(LONGEST_MARKDOWN) })
        .optional(),
    }),
    output: Diff,
    idempotent: true,
  }),
};
