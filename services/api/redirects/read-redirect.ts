import type { Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { RedirectStatus } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { followRedirects, LONGEST_CHAIN } from '../store/redirects/redirects.ts';
import { isTaken, readablePath, readTarget } from './paths.ts';

/** A path fits a cursor of a list. */
const LONGEST = 500;

/** A redirect as it is kept. */
export interface NewRedirect {
  path: string;
  target: string | null;
  status: RedirectStatus;
}

/** Throws `invalid`, with the field, for a path that cannot lead elsewhere and a target that cannot be led to. */
export function readRedirect(
  asked: { path: string; target?: string | undefined; status: RedirectStatus },
  origin: string,
): NewRedirect {
  const path = readablePath(asked.path);
  if (path === undefined || path.length > LONGEST || isTaken(path))
    throw wrong(
      'path',
      `"${asked.path}" cannot lead elsewhere: use a path such as /2019/hello.html that the site itself does not answer.`,
    );
  const target = asked.target === undefined ? null : readTarget(asked.target, origin);
  if (asked.status === 410 && target !== null)
    throw wrong('target', 'What is gone (410) has no target. Leave it away, or use 301 or 302.');
  if (asked.status !== 410 && target === null)
    throw wrong('target', `A redirect with the status ${asked.status} needs "target", where it leads.`);
  return { path, target, status: asked.status };
}

/** Throws `redirect_loop` for one that would lead back to itself, and `invalid` for a chain that is too long. */
export async function checkChain(
  trx: Transaction<Schema>,
  { path, target }: Pick<NewRedirect, 'path' | 'target'>,
): Promise<void> {
  const chain = target === null ? [] : await followRedirects(trx, target);
  if (target === path || chain.some(one => one.path === path || one.target === path))
    throw new AppError('invalid', `This redirect would lead back to ${path}.`, {
      reason: 'redirect_loop',
      details: { field: 'target' },
    });
  if (chain.length >= LONGEST_CHAIN)
    throw wrong('target', 'This chain of redirects is too long. Lead to its end instead.');
}

function wrong(field: string, message: string): AppError {
  return new AppError('invalid', message, { details: { field } });
}
