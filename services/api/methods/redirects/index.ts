import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { redirectMethods } from '../../contract/redirects.ts';
import { deleteRedirect } from './delete-redirect.ts';
import { listRedirects } from './list-redirects.ts';
import { resolvePath } from './resolve-path.ts';
import { saveRedirect } from './save-redirect.ts';

/** The methods of `contract/redirects.ts`, each in the file named after it. */
export function redirectImplementation(ctx: ApiContext): Implementations<typeof redirectMethods> {
  return {
    deleteRedirect: input => deleteRedirect(ctx, input),
    listRedirects: input => listRedirects(ctx, input),
    resolvePath: input => resolvePath(ctx, input),
    saveRedirect: input => saveRedirect(ctx, input),
  };
}
