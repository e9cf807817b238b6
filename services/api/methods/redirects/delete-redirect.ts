import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { readablePath } from '../../redirects/paths.ts';
import { deleteRedirect as remove } from '../../store/redirects/redirects.ts';
import { changing } from '../../store/revision.ts';

export async function deleteRedirect(
  ctx: ApiContext,
  { path }: { path: string },
): Promise<Record<string, never>> {
  return changing(ctx, async trx => {
    if (!(await remove(trx, readablePath(path) ?? path)))
      throw new AppError('not_found', `There is no redirect at ${path}.`);
    return { result: {}, visible: true };
  });
}
