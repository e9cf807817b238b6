import type { ApiContext } from '../../context.ts';
import { browserName } from '../../people/browser-name.ts';
import { addAudit } from '../../store/people/audit.ts';
import { deleteOwnSession } from '../../store/people/sessions.ts';

export async function revokeSession(
  { db }: ApiContext,
  { account, id, address }: { account: string; id: string; address?: string | undefined },
): Promise<Record<string, never>> {
  await db.transaction().execute(async trx => {
    const userAgent = await deleteOwnSession(trx, account, id);
    if (userAgent === undefined) return;
    await addAudit(trx, {
      actor: { account, address },
      action: 'sign-in.revoke',
      subject: browserName(userAgent),
    });
  });
  return {};
}
