import type { ApiContext } from '../../context.ts';
import type { RevisionSummary } from '../../contract.ts';
import { requirePost } from '../../posts/require-post.ts';
import { notACursor } from '../../store/cursor.ts';
import { listRevisions as list, type RevisionRow } from '../../store/posts/revisions.ts';

const LAST = 2_147_483_647;

export async function listRevisions(
  { db }: ApiContext,
  { id, limit, cursor }: { id: string; limit: number; cursor?: string | undefined },
): Promise<{ revisions: RevisionSummary[]; next?: string }> {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw notACursor();
  const post = await requirePost(db, id);
  const rows = await list(db, post.id, limit + 1, cursor === undefined ? LAST : Number(cursor));
  const page = rows.slice(0, limit);
  const next = rows.length > limit ? String(page.at(-1)?.version) : undefined;
  return { revisions: page.map(toRevision), ...(next === undefined ? {} : { next }) };
}

export function toRevision(row: RevisionRow): RevisionSummary {
  const { version, title, status, at, current, account_id: id, account_name: name } = row;
  return {
    version,
    title,
    status,
    at: at.toISOString(),
    ...(id === null || name === null ? {} : { by: { id, name } }),
    current,
  };
}
