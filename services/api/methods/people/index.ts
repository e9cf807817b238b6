import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { auditMethods } from '../../contract/audit.ts';
import type { peopleMethods } from '../../contract/people.ts';
import { authenticate } from './authenticate.ts';
import { checkSetupCode } from './check-setup-code.ts';
import { claimOwner } from './claim-owner.ts';
import { createToken } from './create-token.ts';
import { getSession } from './get-session.ts';
import { listAudit } from './list-audit.ts';
import { listTokens } from './list-tokens.ts';
import { revokeToken } from './revoke-token.ts';
import { signInWithToken } from './sign-in-with-token.ts';
import { signOut } from './sign-out.ts';

/** The methods of `contract/people.ts`, each in the file named after it. */
export function peopleImplementation(
  ctx: ApiContext,
): Implementations<typeof peopleMethods & typeof auditMethods> {
  return {
    authenticate: input => authenticate(ctx, input),
    checkSetupCode: input => checkSetupCode(ctx, input),
    claimOwner: input => claimOwner(ctx, input),
    createToken: input => createToken(ctx, input),
    getSession: input => getSession(ctx, input),
    listAudit: input => listAudit(ctx, input),
    listTokens: () => listTokens(ctx),
    revokeToken: input => revokeToken(ctx, input),
    signInWithToken: input => signInWithToken(ctx, input),
    signOut: input => signOut(ctx, input),
  };
}
