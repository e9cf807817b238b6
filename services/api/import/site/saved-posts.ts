import { z } from 'zod';
import { toAppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { type ImportedRows, Photo, PostKind, PostStatus, Rsvp, Visibility } from '../../contract.ts';
import { type Composed, compose } from '../../posts/compose.ts';
import type { Row } from '../../store/export/write-rows.ts';
import { isReachable } from '../../store/posts/post-row.ts';
import { restorePost } from '../../store/posts/restore-post.ts';
import { changing } from '../../store/revision.ts';

const Term = z.object({ slug: z.string(), name: z.string() });
/** As `exportRows` gives it. */
export const SavedPost = z.object({
  id: z.uuid(),
  kind: PostKind,
  slug: z.string(),
  title: z.string(),
  markdown: z.string(),
  status: PostStatus,
  visibility: Visibility,
  pinned: z.boolean(),
  tags: z.array(Term),
  series: Term.nullable(),
  /** Absent in older exports. */
  part: z.number().int().optional(),
  target_url: z.string().nullable(),
  target_title: z.string().nullable(),
  rsvp: Rsvp.nullable(),
  photos: z.array(Photo),
  canonical: z.string().nullable(),
  summary_given: z.string().nullable(),
  language: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  published_at: z.string().nullable(),
  changed_at: z.string(),
  changed_by: z.string().nullable(),
  version: z.number().int(),
  source: z.string().nullable(),
  source_hash: z.string().nullable(),
});
export type SavedPost = z.infer<typeof SavedPost>;

type Result = Pick<ImportedRows, 'added' | 'known' | 'notes'>;

/** Puts posts of an export back as they were, and makes anew what follows from their text. A post that is here stays. */
export async function importSavedPosts(ctx: ApiContext, rows: readonly Row[]): Promise<Result> {
  const notes: ImportedRows['notes'] = [];
  const ids = rows.map(row => String(row['id']));
  const here = await ctx.db.selectFrom('post').select('id').where('id', 'in', ids).execute();
  const known = new Set(here.map(({ id }) => id));
  const fresh: { row: number; saved: SavedPost; post: Composed }[] = [];
  for (const [row, given] of rows.entries()) {
    if (known.has(ids[row]!)) continue;
    try {
      const saved = SavedPost.parse(given);
      fresh.push({ row, saved, post: await recompose(ctx, saved) });
    } catch (error) {
      const problem = error instanceof z.ZodError ? z.prettifyError(error) : toAppError(error).message;
      notes.push({ row, note: problem, failed: true });
    }
  }
  const added = await changing(ctx, async trx => {
    let [count, visible] = [0, false];
    for (const { row, saved, post } of fresh) {
      const slug = await restorePost(trx, post, saved);
      if (slug === undefined) {
        notes.push({ row, note: `${saved.source} is here already, as another post.`, failed: true });
        continue;
      }
      if (slug !== saved.slug)
        notes.push({ row, note: `the slug "${saved.slug}" is taken: it is "${slug}" now.`, failed: false });
      visible ||= isReachable(saved);
      count++;
    }
    return { result: count, visible };
  });
  for (const { status, published_at } of fresh.map(({ saved }) => saved))
    if (status === 'scheduled') await ctx.schedulePublishing(new Date(published_at!));
  return { added, known: known.size, notes };
}

async function recompose(ctx: ApiContext, saved: SavedPost): Promise<Composed> {
  const time = (text: string) => new Date(text).toISOString();
  const { target_url, target_title, published_at } = saved;
  const composed = await compose(
    ctx,
    saved.id,
    {
      kind: saved.kind,
      title: saved.title,
      slug: saved.slug,
      markdown: saved.markdown,
      status: saved.status,
      visibility: saved.visibility,
      pinned: saved.pinned,
      photos: saved.photos,
      rsvp: saved.rsvp,
      canonical: saved.canonical,
      target: target_url === null ? null : { url: target_url, title: target_title ?? undefined },
      createdAt: time(saved.created_at),
      updatedAt: time(saved.updated_at),
      ...(saved.summary_given === null ? {} : { summary: saved.summary_given }),
      ...(saved.language === null ? {} : { language: saved.language }),
      ...(published_at === null ? {} : { publishedAt: time(published_at) }),
    },
    undefined,
    new Date(),
  );
  // Names as they are written; a post whose time has come meanwhile is published as any other.
  return { ...composed, status: saved.status, tags: saved.tags, series: saved.series };
}
