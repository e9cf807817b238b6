import { sql } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { addAudit } from '../../store/people/audit.ts';
import { changing } from '../../store/revision.ts';

export async function closeThread(
  ctx: ApiContext,
  { slug, closed, actor = {} }: { slug: string; closed: boolean; actor?: Actor },
): Promise<Record<string, never>> {
  return changing(ctx, async trx => {
    const post = await trx.selectFrom('post').select('id').where('slug', '=', slug).executeTakeFirst();
    if (!post) throw new AppError('not_found', `There is no post "${slug}".`);
    const { numAffectedRows } = await (closed
      ? sql`insert into closed_thread (post_id) values (${post.id}) on conflict do nothing`
      : sql`delete from closed_thread where post_id = ${post.id}`
    ).execute(trx);
    const changed = numAffectedRows === 1n;
    const action = closed ? 'moderation.close-thread' : 'moderation.open-thread';
    if (changed) await addAudit(trx, { actor, action, subject: slug });
    return { result: {}, visible: changed };
  });
}
