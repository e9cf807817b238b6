import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { addAudit } from '../../store/people/audit.ts';
import { deleteToken } from '../../store/people/tokens.ts';

export async function revokeToken(
  { db }: ApiContext,
  { id, actor = {} }: { id: string; actor?: Actor },
): Promise<Record<string, never>> {
  await db.transaction().execute(async trx => {
    const name = await deleteToken(trx, id);
    if (name !== undefined) await addAudit(trx, { actor, action: 'token.revoke', subject: name });
  });
  return {};
}
