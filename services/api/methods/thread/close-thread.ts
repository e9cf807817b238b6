import { sql } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { changing } from '../../store/revision.ts';

export async function closeThread(
  ctx: ApiContext,
  { slug, closed }: { slug: string; closed: boolean },
): Promise<Record<string, never>> {
  return changing(ctx, async trx => {
    const post = await trx.selectFrom('post').select('id').where('slug', '=', slug).executeTakeFirst();
    if (!post) throw new AppError('not_found', `There is no post "${slug}".`);
    if (closed)
      await sql`insert into closed_thread (post_id) values (${post.id}) on conflict do nothing`.execute(trx);
    else await trx.deleteFrom('closed_thread').where('post_id', '=', post.id).execute();
    return { result: {}, visible: true };
  });
}
