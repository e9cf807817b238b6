import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor, Redirect, RedirectStatus } from '../../contract.ts';
import { isTaken, readablePath, readTarget } from '../../redirects/paths.ts';
import { addAudit } from '../../store/people/audit.ts';
import {
  followRedirects,
  LONGEST_CHAIN,
  lockRedirects,
  toRedirect,
  writeRedirect,
} from '../../store/redirects/redirects.ts';
import { changing } from '../../store/revision.ts';

/** A path fits a cursor of a list. */
const LONGEST = 500;

export async function saveRedirect(
  ctx: ApiContext,
  asked: { path: string; target?: string | undefined; status: RedirectStatus; actor?: Actor },
): Promise<Redirect> {
  const path = readablePath(asked.path);
  if (path === undefined || path.length > LONGEST || isTaken(path))
    throw wrong(
      'path',
      `"${asked.path}" cannot lead elsewhere: use a path such as /2019/hello.html that the site itself does not answer.`,
    );
  const target = asked.target === undefined ? null : readTarget(asked.target, ctx.origin);
  if (asked.status === 410 && target !== null)
    throw wrong('target', 'What is gone (410) has no target. Leave it away, or use 301 or 302.');
  if (asked.status !== 410 && target === null)
    throw wrong('target', `A redirect with the status ${asked.status} needs "target", where it leads.`);
  return changing(ctx, async trx => {
    await lockRedirects(trx);
    const chain = target === null ? [] : await followRedirects(trx, target);
    if (target === path || chain.some(one => one.path === path || one.target === path)) throw loops(path);
    if (chain.length >= LONGEST_CHAIN)
      throw wrong('target', 'This chain of redirects is too long. Lead to its end instead.');
    const row = await writeRedirect(trx, { path, target, status: asked.status });
    await addAudit(trx, {
      actor: asked.actor ?? {},
      action: 'site.redirect',
      subject: path,
      detail: { status: asked.status, ...(target === null ? {} : { target }) },
    });
    return { result: toRedirect(row), visible: true };
  });
}

function wrong(field: string, message: string): AppError {
  return new AppError('invalid', message, { details: { field } });
}

function loops(path: string): AppError {
  return new AppError('invalid', `This redirect would lead back to ${path}.`, {
    reason: 'redirect_loop',
    details: { field: 'target' },
  });
}
