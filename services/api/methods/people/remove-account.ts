import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { otherAccount } from '../../people/other-account.ts';
import { addAudit } from '../../store/people/audit.ts';

export async function removeAccount(
  { db }: ApiContext,
  { id, actor }: { id: string; actor: Actor },
): Promise<Record<string, never>> {
  await db.transaction().execute(async trx => {
    const account = await otherAccount(trx, id);
    await addAudit(trx, {
      actor,
      action: 'account.remove',
      subject: account.name,
      detail: { role: account.role },
    });
    await trx.deleteFrom('account').where('id', '=', account.id).execute();
  });
  return {};
}
