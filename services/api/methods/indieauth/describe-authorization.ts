import type { ApiContext } from '../../context.ts';
import type { AuthorizationRequest, ClientInfo, ClientScope } from '../../contract.ts';
import { checkRequest } from '../../indieauth/check-request.ts';
import { formActionOf } from '../../indieauth/redirect-uri.ts';

export async function describeAuthorization(
  ctx: ApiContext,
  request: AuthorizationRequest,
): Promise<
  | { outcome: 'ask'; client: ClientInfo; scopes: ClientScope[]; formAction: string }
  | { outcome: 'back'; location: string }
> {
  const checked = await checkRequest(ctx, request);
  if ('back' in checked) return { outcome: 'back', location: checked.back };
  const { client, redirect, scopes } = checked;
  return { outcome: 'ask', client, scopes, formAction: formActionOf(redirect) };
}
