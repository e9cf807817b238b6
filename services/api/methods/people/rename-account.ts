import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { noSuchAccount } from '../../people/no-such-account.ts';
import { findAccount } from '../../store/people/accounts.ts';
import { addAudit } from '../../store/people/audit.ts';

export async function renameAccount(
  { db }: ApiContext,
  { account, name, actor }: { account: string; name: string; actor: Actor },
): Promise<Record<string, never>> {
  await db.transaction().execute(async trx => {
    const before = await findAccount(trx, account);
    if (!before) throw noSuchAccount();
    if (before.name === name) return;
    await trx.updateTable('account').set({ name }).where('id', '=', before.id).execute();
    await addAudit(trx, { actor, action: 'account.rename', subject: name, detail: { before: before.name } });
  });
  return {};
}
