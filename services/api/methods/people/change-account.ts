import { sql, type Transaction } from 'kysely';
import type { ApiContext } from '../../context.ts';
import type { Account, Actor, GivenRole } from '../../contract.ts';
import { otherAccount } from '../../people/other-account.ts';
import type { Schema } from '../../schema.ts';
import { addAudit } from '../../store/people/audit.ts';
import { deleteSessionsOf } from '../../store/people/sessions.ts';

export interface AccountChange {
  id: string;
  role?: GivenRole | undefined;
  disabled?: boolean | undefined;
  actor: Actor;
}

export async function changeAccount(
  { db }: ApiContext,
  { id, role, disabled, actor }: AccountChange,
): Promise<Account> {
  return db.transaction().execute(async trx => {
    const before = await otherAccount(trx, id);
    if (role !== undefined && role !== before.role) {
      await trx.updateTable('account').set({ role }).where('id', '=', before.id).execute();
      await addAudit(trx, {
        actor,
        action: 'account.role',
        subject: before.name,
        detail: { before: before.role, after: role },
      });
    }
    if (disabled !== undefined && disabled !== before.disabled)
      await setDisabled(trx, before, disabled, actor);
    return { ...before, role: role ?? before.role, disabled: disabled ?? before.disabled };
  });
}

async function setDisabled(
  trx: Transaction<Schema>,
  { id, name }: Account,
  disabled: boolean,
  actor: Actor,
): Promise<void> {
  await trx
    .updateTable('account')
    .set({ disabled_at: disabled ? sql<Date>`now()` : null })
    .where('id', '=', id)
    .execute();
  if (disabled) await deleteSessionsOf(trx, id);
  await addAudit(trx, { actor, action: disabled ? 'account.close' : 'account.reopen', subject: name });
}
