import type { ApiContext } from '../context.ts';
import type { AuthorizationRequest, ClientScope } from '../contract.ts';
import { readClientId } from './client-id.ts';
import { type Client, describeClient } from './client-info.ts';
import { siteUrl } from './endpoints.ts';
import { isChallenge } from './pkce.ts';
import { checkRedirect, withAnswer } from './redirect-uri.ts';
import { readScopes } from './scopes.ts';

export interface CheckedRequest {
  readonly client: Client;
  readonly redirect: URL;
  readonly scopes: ClientScope[];
  readonly challenge: string;
}

/**
 * A request that can be asked about, or the address to go back to with an error (RFC 6749, section 4.1.2.1). Throws when it is
 * not certain that the address is the client's: nobody is sent there.
 */
export async function checkRequest(
  ctx: ApiContext,
  request: AuthorizationRequest,
): Promise<CheckedRequest | { back: string }> {
  const id = readClientId(request.clientId);
  const client = await describeClient(ctx, id, request.clientId!);
  const redirect = checkRedirect(request.redirectUri, id, client.redirects);
  const back = (error: string, description: string) => ({
    back: withAnswer(redirect, {
      error,
      error_description: description,
      state: request.state,
      iss: siteUrl(ctx.origin),
    }),
  });
  // "id" is what signing in alone was called once.
  if (request.responseType !== 'code' && request.responseType !== 'id')
    return back('unsupported_response_type', 'response_type must be code.');
  if (request.codeChallengeMethod !== 'S256' || !isChallenge(request.codeChallenge))
    return back('invalid_request', 'PKCE is required: code_challenge with code_challenge_method=S256.');
  return { client, redirect, scopes: readScopes(request.scope), challenge: request.codeChallenge };
}
