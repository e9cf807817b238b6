import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { INDIEAUTH_PATHS, siteUrl } from '../../indieauth/endpoints.ts';
import { findTokenFacts } from '../../store/indieauth/client-tokens.ts';
import { headerToken, oneToken, tokenHolder } from '../micropub/caller.ts';

const limit = limitByAddress({ burst: 60, perMinute: 240 });

/**
 * `POST /indieauth/introspect`: what a token is (RFC 7662), for a server of somebody who holds a token of this site, be it the
 * same one. Nothing but that it is not valid is told of one that is not.
 */
export function introspectRoute(http: Http, ctx: ApiContext): void {
  const path = INDIEAUTH_PATHS.introspection;
  http.post(path, { onRequest: limit, schema: { hide: true } }, async (request, reply) => {
    await tokenHolder(ctx, oneToken(headerToken(request), undefined));
    const { token } = (request.body ?? {}) as { token?: string };
    const facts = token === undefined ? undefined : await findTokenFacts(ctx.db, token);
    reply.header('cache-control', 'no-store');
    if (!facts) return reply.send({ active: false });
    return reply.send({
      active: true,
      me: siteUrl(ctx.origin),
      ...(facts.clientId === null ? {} : { client_id: facts.clientId }),
      scope: facts.scopes.join(' '),
      token_type: 'Bearer',
      iat: seconds(facts.createdAt),
      ...(facts.expiresAt === null ? {} : { exp: seconds(facts.expiresAt) }),
    });
  });
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
