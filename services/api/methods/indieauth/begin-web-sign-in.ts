import type { ApiContext } from '../../context.ts';
import { WEB_SIGN_IN_BACK } from '../../contract.ts';
import { discoverServer, signInFailed } from '../../indieauth/discover-server.ts';
import { INDIEAUTH_PATHS } from '../../indieauth/endpoints.ts';
import { challengeOf } from '../../indieauth/pkce.ts';
import { readTyped } from '../../indieauth/profile-url.ts';
import { newSession } from '../../people/secrets.ts';
import { insertWebSignIn } from '../../store/indieauth/web-identities.ts';

export async function beginWebSignIn(
  ctx: ApiContext,
  { site, next }: { site: string; next: string },
): Promise<{ location: string; host: string; state: string; expiresAt: string }> {
  const profile = readTyped(site);
  if (profile === undefined)
    throw signInFailed('Enter the address of your own site, such as https://ann.example/.');
  const { authorizationEndpoint, issuer, seen } = await discoverServer(ctx, profile);
  const verifier = newSession();
  const { state, expiresAt } = await insertWebSignIn(ctx.db, {
    verifier,
    seen,
    authorizationEndpoint,
    issuer,
    next,
  });
  const location = new URL(authorizationEndpoint);
  const query = {
    response_type: 'code',
    client_id: ctx.origin + INDIEAUTH_PATHS.client,
    redirect_uri: ctx.origin + WEB_SIGN_IN_BACK,
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    scope: 'profile',
    me: profile,
  };
  for (const [name, value] of Object.entries(query)) location.searchParams.set(name, value);
  return {
    location: location.href,
    host: location.host,
    state,
    expiresAt: expiresAt.toISOString(),
  };
}
