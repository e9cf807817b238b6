import type { ApiContext } from '../../context.ts';
import { addAudit } from '../../store/people/audit.ts';
import { deleteSessionsOf } from '../../store/people/sessions.ts';

export async function revokeOtherSessions(
  { db }: ApiContext,
  {
    account,
    session,
    address,
  }: { account: string; session?: string | undefined; address?: string | undefined },
): Promise<{ ended: number }> {
  return db.transaction().execute(async trx => {
    const ended = await deleteSessionsOf(trx, account, session);
    if (ended > 0)
      await addAudit(trx, {
        actor: { account, address },
        action: 'sign-in.revoke-others',
        detail: { ended },
      });
    return { ended };
  });
}
