import type { ApiContext } from '../../context.ts';
import type { AuthorizationRequest, ClientScope } from '../../contract.ts';
import { checkRequest } from '../../indieauth/check-request.ts';
import { siteUrl } from '../../indieauth/endpoints.ts';
import { withAnswer } from '../../indieauth/redirect-uri.ts';
import { grantedOf } from '../../indieauth/scopes.ts';
import { insertCode } from '../../store/indieauth/codes.ts';

export async function answerAuthorization(
  ctx: ApiContext,
  {
    account,
    allow,
    scopes,
    ...request
  }: AuthorizationRequest & { account: string; allow: boolean; scopes: ClientScope[] },
): Promise<{ location: string }> {
  const checked = await checkRequest(ctx, request);
  if ('back' in checked) return { location: checked.back };
  const common = { state: request.state, iss: siteUrl(ctx.origin) };
  if (!allow) {
    const description = 'The owner of the site said no.';
    const answer = { error: 'access_denied', error_description: description, ...common };
    return { location: withAnswer(checked.redirect, answer) };
  }
  const code = await insertCode(ctx.db, {
    account,
    clientId: request.clientId!,
    clientName: checked.client.name,
    redirectUri: request.redirectUri!,
    scopes: grantedOf(scopes, checked.scopes),
    challenge: checked.challenge,
  });
  return { location: withAnswer(checked.redirect, { code, ...common }) };
}
