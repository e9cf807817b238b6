import type { Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import type { CodeExchange } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { deleteTokenById } from '../store/indieauth/client-tokens.ts';
import { type CodeRow, lockCode, useCode } from '../store/indieauth/codes.ts';
import { verifies } from './pkce.ts';

/**
 * Uses a code up and gives what `issue` makes of it. Throws `invalid_grant` when it is not the code of this program, address
 * and verifier, or not valid any more. A code that comes a second time was seen by somebody else, so that the token it gave is
 * taken back (RFC 6749, section 4.1.2).
 */
export async function redeemCode<T>(
  ctx: ApiContext,
  { code, clientId, redirectUri, codeVerifier }: CodeExchange,
  issue: (trx: Transaction<Schema>, row: CodeRow) => Promise<{ result: T; tokenId?: string }>,
): Promise<T> {
  const issued = await ctx.db.transaction().execute(async trx => {
    const row = code === undefined ? undefined : await lockCode(trx, code);
    if (!row || row.clientId !== clientId || row.redirectUri !== redirectUri) return undefined;
    if (!verifies(codeVerifier, row.challenge)) return undefined;
    if (row.used) {
      if (row.tokenId !== null) await deleteTokenById(trx, row.tokenId);
      return undefined;
    }
    if (row.ended) return undefined;
    const { result, tokenId } = await issue(trx, row);
    await useCode(trx, code!, tokenId ?? null);
    return { result };
  });
  if (issued === undefined) throw invalidGrant();
  return issued.result;
}

/** One answer for every reason, so that nothing can be found out by trying. */
export function invalidGrant(): AppError {
  return new AppError(
    'invalid',
    'The code is not valid: it has ended, was used, or belongs to another client, address or verifier.',
    { reason: 'invalid_grant' },
  );
}
