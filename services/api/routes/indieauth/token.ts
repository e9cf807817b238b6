import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { INDIEAUTH_PATHS, siteUrl } from '../../indieauth/endpoints.ts';
import { ownerProfile } from '../../indieauth/profile.ts';
import { invalidGrant, redeemCode } from '../../indieauth/redeem.ts';
import {
  deleteTokenById,
  insertClientToken,
  lockRefresh,
  renewClientToken,
  type TokenPair,
} from '../../store/indieauth/client-tokens.ts';
import { addAudit } from '../../store/people/audit.ts';
import { CLIENT_TOKEN_DAYS } from '../../store/people/tokens.ts';
import { revoke } from './revoke.ts';

type Form = Readonly<Record<string, string | undefined>>;

const limit = limitByAddress({ burst: 30, perMinute: 60 });

/** `POST /indieauth/token`: a token for a code, or for a refresh token (https://indieauth.spec.indieweb.org/#redeeming-the-authorization-code). */
export function tokenRoute(http: Http, ctx: ApiContext): void {
  http.post(INDIEAUTH_PATHS.token, { onRequest: limit, schema: { hide: true } }, async (request, reply) => {
    const form = (request.body ?? {}) as Form;
    reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
    // How tokens were taken back before there was an endpoint for it.
    if (form['action'] === 'revoke') return reply.send(await revoke(ctx, form['token'], request.ip));
    const grant = form['grant_type'] ?? 'authorization_code';
    if (grant !== 'authorization_code' && grant !== 'refresh_token')
      throw new AppError('invalid', 'grant_type must be authorization_code or refresh_token.', {
        reason: 'unsupported_grant_type',
      });
    const pair = grant === 'refresh_token' ? await renew(ctx, form) : await redeem(ctx, form, request.ip);
    const profile = await ownerProfile(ctx, pair.scopes);
    return reply.send({
      access_token: pair.token,
      token_type: 'Bearer',
      scope: pair.scopes.join(' '),
      me: siteUrl(ctx.origin),
      expires_in: CLIENT_TOKEN_DAYS * 86_400,
      refresh_token: pair.refresh,
      ...(profile && { profile }),
    });
  });
}

async function redeem(ctx: ApiContext, form: Form, address: string): Promise<TokenPair> {
  const exchange = {
    code: form['code'],
    clientId: form['client_id'],
    redirectUri: form['redirect_uri'],
    codeVerifier: form['code_verifier'],
  };
  return redeemCode(ctx, exchange, async (trx, row) => {
    if (row.scopes.length === 0)
      throw new AppError('invalid', 'This code tells who the owner is and gives no token: it has no scope.', {
        reason: 'invalid_grant',
      });
    const pair = await insertClientToken(trx, row);
    await addAudit(trx, {
      actor: { account: row.account, address },
      action: 'token.create',
      subject: row.clientName,
      detail: { client: row.clientId, scopes: row.scopes },
    });
    return { result: pair, tokenId: pair.id };
  });
}

/** A refresh token is good for one use. When it comes again, somebody has stolen it or its successor: all of it ends. */
async function renew(ctx: ApiContext, form: Form): Promise<TokenPair> {
  const { refresh_token: refresh, client_id: client, scope } = form;
  const wanted = scope?.split(/\s+/).filter(word => word !== '');
  const outcome = await ctx.db.transaction().execute(async trx => {
    const held = refresh === undefined ? undefined : await lockRefresh(trx, refresh);
    if (!held || held.clientId !== client) return undefined;
    if (held.replayed) {
      await deleteTokenById(trx, held.id);
      return undefined;
    }
    const scopes = wanted === undefined || wanted.length === 0 ? held.granted : wanted;
    if (!scopes.every(one => held.granted.includes(one)))
      throw new AppError('invalid', 'A renewed token has no more scopes than the owner allowed.', {
        reason: 'invalid_scope',
      });
    return renewClientToken(trx, held.id, scopes);
  });
  if (outcome === undefined) throw invalidGrant();
  return outcome;
}
