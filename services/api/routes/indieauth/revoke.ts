import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { INDIEAUTH_PATHS } from '../../indieauth/endpoints.ts';
import { revokeClientToken } from '../../store/indieauth/client-tokens.ts';
import { addAudit } from '../../store/people/audit.ts';

const limit = limitByAddress({ burst: 30, perMinute: 60 });

/** `POST /indieauth/revoke`: ends a token that a program got (RFC 7009). Whether there was one is not told. */
export function revokeRoute(http: Http, ctx: ApiContext): void {
  http.post(
    INDIEAUTH_PATHS.revocation,
    { onRequest: limit, schema: { hide: true } },
    async (request, reply) => {
      const { token } = (request.body ?? {}) as { token?: string };
      return reply.header('cache-control', 'no-store').send(await revoke(ctx, token, request.ip));
    },
  );
}

export async function revoke(
  ctx: ApiContext,
  token: string | undefined,
  address: string,
): Promise<Record<string, never>> {
  const client = token === undefined ? undefined : await revokeClientToken(ctx.db, token);
  if (client !== undefined)
    await addAudit(ctx.db, { actor: { address }, action: 'token.revoke', subject: client });
  return {};
}
