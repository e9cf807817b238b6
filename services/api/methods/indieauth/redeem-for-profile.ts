import type { ApiContext } from '../../context.ts';
import type { CodeExchange, Profile } from '../../contract.ts';
import { siteUrl } from '../../indieauth/endpoints.ts';
import { ownerProfile } from '../../indieauth/profile.ts';
import { redeemCode } from '../../indieauth/redeem.ts';

export async function redeemForProfile(
  ctx: ApiContext,
  exchange: CodeExchange,
): Promise<{ me: string; profile?: Profile }> {
  const scopes = await redeemCode(ctx, exchange, async (_trx, row) => ({ result: row.scopes }));
  const profile = await ownerProfile(ctx, scopes);
  return { me: siteUrl(ctx.origin), ...(profile && { profile }) };
}
