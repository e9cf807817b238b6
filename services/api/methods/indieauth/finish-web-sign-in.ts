import type { ApiContext } from '../../context.ts';
import { WEB_SIGN_IN_BACK, type WebIdentity } from '../../contract.ts';
import { askServer } from '../../indieauth/ask-server.ts';
import { signInFailed } from '../../indieauth/discover-server.ts';
import { INDIEAUTH_PATHS } from '../../indieauth/endpoints.ts';
import { insertWebIdentity, takeWebSignIn } from '../../store/indieauth/web-identities.ts';

export async function finishWebSignIn(
  ctx: ApiContext,
  { state, code, iss }: { state: string; code: string; iss?: string | undefined },
): Promise<{ identity: WebIdentity; secret: string; expiresAt: string; next: string }> {
  const signIn = await takeWebSignIn(ctx.db, state);
  if (!signIn) throw signInFailed('It took more than ten minutes, or was done already. Begin again.');
  // Compared as it is: https://www.rfc-editor.org/rfc/rfc9207#section-2.4
  if (signIn.issuer !== undefined && iss !== signIn.issuer)
    throw signInFailed('The answer came from another sign-in server than the one that you were sent to.');
  const identity = await askServer(ctx, signIn, {
    grant_type: 'authorization_code',
    code,
    client_id: ctx.origin + INDIEAUTH_PATHS.client,
    redirect_uri: ctx.origin + WEB_SIGN_IN_BACK,
    code_verifier: signIn.verifier,
  });
  const { secret, expiresAt } = await insertWebIdentity(ctx.db, identity);
  return { identity, secret, expiresAt: expiresAt.toISOString(), next: signIn.next };
}
