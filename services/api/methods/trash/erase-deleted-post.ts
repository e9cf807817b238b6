import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { addAudit } from '../../store/people/audit.ts';
import { forgetDeleted, readDeleted } from '../../store/posts/trash.ts';

export async function eraseDeletedPost(
  { db }: Pick<ApiContext, 'db'>,
  { id, actor }: { id: string; actor: Actor },
): Promise<Record<string, never>> {
  return db.transaction().execute(async trx => {
    const post = await readDeleted(trx, id);
    if (!post || !(await forgetDeleted(trx, id)))
      throw new AppError('not_found', 'There is no such deleted post.');
    const { slug, input } = post;
    await addAudit(trx, { actor, action: 'post.erase', subject: input.title || slug, detail: { slug } });
    return {};
  });
}
