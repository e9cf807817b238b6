import type { ApiContext } from '../../context.ts';
import type { Actor, Redirect, RedirectStatus } from '../../contract.ts';
import { checkChain, readRedirect } from '../../redirects/read-redirect.ts';
import { addAudit } from '../../store/people/audit.ts';
import { findRedirect, lockRedirects, toRedirect, writeRedirect } from '../../store/redirects/redirects.ts';
import { changing } from '../../store/revision.ts';

export async function saveRedirect(
  ctx: ApiContext,
  asked: { path: string; target?: string | undefined; status: RedirectStatus; actor?: Actor },
  check?: (now: Redirect | undefined) => void,
): Promise<Redirect> {
  const redirect = readRedirect(asked, ctx.origin);
  const { path, target, status } = redirect;
  return changing(ctx, async trx => {
    await lockRedirects(trx);
    check?.(await findRedirect(trx, path));
    await checkChain(trx, redirect);
    const row = await writeRedirect(trx, redirect);
    await addAudit(trx, {
      actor: asked.actor ?? {},
      action: 'site.redirect',
      subject: path,
      detail: { status, ...(target === null ? {} : { target }) },
    });
    return { result: toRedirect(row), visible: true };
  });
}
