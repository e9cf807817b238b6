import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { accountMethods } from '../../contract/accounts.ts';
import type { auditMethods } from '../../contract/audit.ts';
import type { passkeyMethods } from '../../contract/passkeys.ts';
import type { peopleMethods } from '../../contract/people.ts';
import type { sessionMethods } from '../../contract/sessions.ts';
import type { tokenMethods } from '../../contract/tokens.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { addPasskey } from './add-passkey.ts';
import { authenticate } from './authenticate.ts';
import { beginPasskey } from './begin-passkey.ts';
import { beginPasskeySignIn } from './begin-passkey-sign-in.ts';
import { changeAccount } from './change-account.ts';
import { checkInvitation } from './check-invitation.ts';
import { checkSetupCode } from './check-setup-code.ts';
import { checkSignInLink } from './check-sign-in-link.ts';
import { claimOwner } from './claim-owner.ts';
import { createInvitation } from './create-invitation.ts';
import { createSignInLink } from './create-sign-in-link.ts';
import { createToken } from './create-token.ts';
import { getOwnAccount } from './get-own-account.ts';
import { getSession } from './get-session.ts';
import { listAccounts } from './list-accounts.ts';
import { listAudit } from './list-audit.ts';
import { listInvitations } from './list-invitations.ts';
import { listSessions } from './list-sessions.ts';
import { listTokens } from './list-tokens.ts';
import { makeRecoveryCodes } from './make-recovery-codes.ts';
import { removeAccount } from './remove-account.ts';
import { removePasskey } from './remove-passkey.ts';
import { renameAccount } from './rename-account.ts';
import { renamePasskey } from './rename-passkey.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { revokeOtherSessions } from './revoke-other-sessions.ts';
import { revokeSession } from './revoke-session.ts';
import { revokeToken } from './revoke-token.ts';
import { signInWithCode } from './sign-in-with-code.ts';
import { signInWithLink } from './sign-in-with-link.ts';
import { signInWithPasskey } from './sign-in-with-passkey.ts';
import { signInWithToken } from './sign-in-with-token.ts';
import { signOut } from './sign-out.ts';

type PeopleMethods = typeof peopleMethods &
  typeof passkeyMethods &
  typeof sessionMethods &
  typeof tokenMethods &
  typeof accountMethods &
  typeof auditMethods;

/** The methods of people: signing in, passkeys, sessions, tokens, accounts and the audit log; each in the file named after it. */
export function peopleImplementation(ctx: ApiContext): Implementations<PeopleMethods> {
  return {
    acceptInvitation: input => acceptInvitation(ctx, input),
    addPasskey: input => addPasskey(ctx, input),
    authenticate: input => authenticate(ctx, input),
    beginPasskey: input => beginPasskey(ctx, input),
    beginPasskeySignIn: input => beginPasskeySignIn(ctx, input),
    changeAccount: input => changeAccount(ctx, input),
    checkInvitation: input => checkInvitation(ctx, input),
    checkSetupCode: input => checkSetupCode(ctx, input),
    checkSignInLink: input => checkSignInLink(ctx, input),
    claimOwner: input => claimOwner(ctx, input),
    createInvitation: input => createInvitation(ctx, input),
    createSignInLink: input => createSignInLink(ctx, input),
    createToken: input => createToken(ctx, input),
    getOwnAccount: input => getOwnAccount(ctx, input),
    getSession: input => getSession(ctx, input),
    listAccounts: input => listAccounts(ctx, input),
    listAudit: input => listAudit(ctx, input),
    listInvitations: input => listInvitations(ctx, input),
    listSessions: input => listSessions(ctx, input),
    listTokens: input => listTokens(ctx, input),
    makeRecoveryCodes: input => makeRecoveryCodes(ctx, input),
    removeAccount: input => removeAccount(ctx, input),
    removePasskey: input => removePasskey(ctx, input),
    renameAccount: input => renameAccount(ctx, input),
    renamePasskey: input => renamePasskey(ctx, input),
    revokeInvitation: input => revokeInvitation(ctx, input),
    revokeOtherSessions: input => revokeOtherSessions(ctx, input),
    revokeSession: input => revokeSession(ctx, input),
    revokeToken: input => revokeToken(ctx, input),
    signInWithCode: input => signInWithCode(ctx, input),
    signInWithLink: input => signInWithLink(ctx, input),
    signInWithPasskey: input => signInWithPasskey(ctx, input),
    signInWithToken: input => signInWithToken(ctx, input),
    signOut: input => signOut(ctx, input),
  };
}
