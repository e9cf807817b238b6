import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { indieauthMethods } from '../../contract/indieauth.ts';
import { answerAuthorization } from './answer-authorization.ts';
import { beginWebSignIn } from './begin-web-sign-in.ts';
import { describeAuthorization } from './describe-authorization.ts';
import { finishWebSignIn } from './finish-web-sign-in.ts';
import { forgetWebIdentity } from './forget-web-identity.ts';
import { getWebIdentity } from './get-web-identity.ts';
import { redeemForProfile } from './redeem-for-profile.ts';

/** The methods of `contract/indieauth.ts`, each in the file named after it. */
export function indieauthImplementation(ctx: ApiContext): Implementations<typeof indieauthMethods> {
  return {
    answerAuthorization: input => answerAuthorization(ctx, input),
    beginWebSignIn: input => beginWebSignIn(ctx, input),
    describeAuthorization: input => describeAuthorization(ctx, input),
    finishWebSignIn: input => finishWebSignIn(ctx, input),
    forgetWebIdentity: input => forgetWebIdentity(ctx, input),
    getWebIdentity: input => getWebIdentity(ctx, input),
    redeemForProfile: input => redeemForProfile(ctx, input),
  };
}
