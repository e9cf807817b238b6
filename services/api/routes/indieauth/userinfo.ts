import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { INDIEAUTH_PATHS } from '../../indieauth/endpoints.ts';
import { ownerProfile } from '../../indieauth/profile.ts';
import { headerToken, oneToken, requireAny, tokenHolder } from '../micropub/caller.ts';

const limit = limitByAddress({ burst: 60, perMinute: 120 });

/** `GET /indieauth/userinfo`: the owner's profile, for a token with the scope `profile` (https://indieauth.spec.indieweb.org/#user-information). */
export function userinfoRoute(http: Http, ctx: ApiContext): void {
  http.get(INDIEAUTH_PATHS.userinfo, { onRequest: limit, schema: { hide: true } }, async (request, reply) => {
    const caller = await tokenHolder(ctx, oneToken(headerToken(request), undefined));
    requireAny(caller, 'profile');
    return reply.header('cache-control', 'no-store').send(await ownerProfile(ctx, caller.scopes));
  });
}
