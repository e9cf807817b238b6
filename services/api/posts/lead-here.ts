import type { Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { type Post, postPath } from '../contract.ts';
import { readablePath } from '../redirects/paths.ts';
import { checkChain, readRedirect } from '../redirects/read-redirect.ts';
import type { Schema } from '../schema.ts';
import { lockRedirects, offerRedirect } from '../store/redirects/redirects.ts';

/**
 * Has paths that a post had elsewhere lead to it, in the transaction that writes it, so that no kill comes between. A path that
 * leads somewhere already, or cannot lead anywhere, is told in `notes`. Gives whether a path leads here that did not.
 */
export async function leadHere(
  trx: Transaction<Schema>,
  origin: string,
  post: Pick<Post, 'kind' | 'slug'>,
  { formerPaths = [], notes }: { formerPaths?: readonly string[] | undefined; notes?: string[] | undefined },
): Promise<boolean> {
  const here = postPath(post);
  const former = formerPaths.filter(path => readablePath(path) !== readablePath(here));
  if (former.length === 0) return false;
  await lockRedirects(trx);
  let led = false;
  for (const path of former) {
    try {
      const redirect = readRedirect({ path, target: here, status: 301 }, origin);
      await checkChain(trx, redirect);
      const other = await offerRedirect(trx, { ...redirect, target: redirect.target! });
      if (other === undefined) led = true;
      else notes?.push(`its old address ${path} leads to ${other} already.`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      notes?.push(`its old address ${path} cannot lead here: ${error.message}`);
    }
  }
  return led;
}
