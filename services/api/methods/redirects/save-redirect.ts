import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Redirect, RedirectStatus } from '../../contract.ts';
import { readablePath, readTarget } from '../../redirects/paths.ts';
import {
  followRedirects,
  LONGEST_CHAIN,
  lockRedirects,
  toRedirect,
  writeRedirect,
} from '../../store/redirects/redirects.ts';
import { changing } from '../../store/revision.ts';

/** Where the site's own machinery answers before any redirect is looked for. */
const TAKEN = /^\/(?:$|(?:admin|api|media|assets)(?:\/|$))/;
/** A path fits a cursor of a list. */
const LONGEST = 500;

export async function saveRedirect(
  ctx: ApiContext,
  asked: { path: string; target?: string | undefined; status: RedirectStatus },
): Promise<Redirect> {
  const path = readablePath(asked.path);
  if (path === undefined || path.length > LONGEST || TAKEN.test(path))
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
