import { z } from 'zod';
import { may, type Principal } from '../../api/contract.ts';

/** A path on this site to go on to after signing in. Anything else, such as another site's address, counts as none. */
export const Next = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s\\]*$/)
  .optional()
  .catch(undefined);

/** Where somebody begins who did not ask for a page. */
export function homeOf(principal: Principal): string {
  return may(principal, 'moderate') ? '/admin' : '/admin/account';
}
