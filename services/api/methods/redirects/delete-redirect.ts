import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor, Redirect } from '../../contract.ts';
import { readablePath } from '../../redirects/paths.ts';
import { addAudit } from '../../store/people/audit.ts';
import { findRedirect, lockRedirects, deleteRedirect as remove } from '../../store/redirects/redirects.ts';
import { changing } from '../../store/revision.ts';

export async function deleteRedirect(
  ctx: ApiContext,
  { path, actor = {} }: { path: string; actor?: Actor },
  check?: (now: Redirect | undefined) => void,
): Promise<Record<string, never>> {
  return changing(ctx, async trx => {
    await lockRedirects(trx);
    const kept = readablePath(path) ?? path;
    check?.(await findRedirect(trx, kept));
    if (!(await remove(trx, kept))) throw new AppError('not_found', `There is no redirect at ${path}.`);
    await addAudit(trx, { actor, action: 'site.redirect-remove', subject: kept });
    return { result: {}, visible: true };
  });
}
