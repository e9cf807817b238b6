import { excerpt } from '../../../../core/html/text.ts';
import type { ApiContext } from '../../context.ts';
import type { DeletedPost, PostKind, PostStatus } from '../../contract.ts';
import { KEPT_DAYS, listDeleted } from '../../store/posts/trash.ts';

export async function listDeletedPosts(
  { db }: Pick<ApiContext, 'db'>,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ posts: DeletedPost[]; next?: string }> {
  const { rows, ...next } = await listDeleted(db, page);
  const posts = rows.map(({ kind, status, text, by, deleted_at, ...row }) => ({
    ...row,
    kind: kind as PostKind,
    status: status as PostStatus,
    summary: excerpt(text, 160),
    deletedAt: deleted_at.toISOString(),
    erasedAt: new Date(deleted_at.getTime() + KEPT_DAYS * 86_400_000).toISOString(),
    ...(by === null ? {} : { deletedBy: by }),
  }));
  return { posts, ...next };
}
