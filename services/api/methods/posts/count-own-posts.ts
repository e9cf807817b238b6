import type { ApiContext } from '../../context.ts';
import type { PostStatus } from '../../contract.ts';
import { countByStatus } from '../../store/posts/list-own.ts';

export async function countOwnPosts({ db }: ApiContext): Promise<Record<PostStatus, number>> {
  const counts = new Map((await countByStatus(db)).map(({ status, count }) => [status, count]));
  const of = (status: PostStatus) => counts.get(status) ?? 0;
  return { draft: of('draft'), scheduled: of('scheduled'), published: of('published') };
}
