import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { clientMethods } from '../../contract/clients.ts';
import { createAppPassword } from './create-app-password.ts';
import { listAppPasswords } from './list-app-passwords.ts';
import { revokeAppPassword } from './revoke-app-password.ts';

/** The methods of `contract/clients.ts`. */
export function clientImplementation(ctx: ReaderContext): Implementations<typeof clientMethods> {
  return {
    createAppPassword: input => createAppPassword(ctx, input),
    listAppPasswords: input => listAppPasswords(ctx, input),
    revokeAppPassword: input => revokeAppPassword(ctx, input),
  };
}
