import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor, TokenInput } from '../../contract.ts';
import { ownerAccount } from '../../store/people/accounts.ts';
import { addAudit } from '../../store/people/audit.ts';
import { insertToken } from '../../store/people/tokens.ts';

/** The token is the owner's. It may be made before the setup link was used: who can ask for one has the machine. */
export async function createToken(
  { db }: ApiContext,
  { name, scopes, expiresAt, actor = {} }: TokenInput & { actor?: Actor },
): Promise<{ id: string; token: string }> {
  const until = expiresAt === undefined ? undefined : new Date(expiresAt);
  if (until && until.getTime() <= Date.now())
    throw new AppError('invalid', 'The token would be too old at once: expiresAt is over.', {
      details: { field: 'expiresAt' },
    });
  return db.transaction().execute(async trx => {
    const made = await insertToken(trx, await ownerAccount(trx), { name, scopes, expiresAt: until });
    await addAudit(trx, {
      actor,
      action: 'token.create',
      subject: name,
      detail: { scopes, ...(expiresAt === undefined ? {} : { expiresAt }) },
    });
    return made;
  });
}
