import type { ApiContext } from '../../context.ts';
import { noSuchAccount } from '../../people/no-such-account.ts';
import { printCode } from '../../people/recovery-codes.ts';
import { findPerson } from '../../store/people/accounts.ts';
import { addAudit } from '../../store/people/audit.ts';
import { replaceRecoveryCodes } from '../../store/people/recovery-codes.ts';

export async function makeRecoveryCodes(
  { db }: ApiContext,
  { account, address }: { account: string; address?: string | undefined },
): Promise<{ codes: string[] }> {
  return db.transaction().execute(async trx => {
    const person = await findPerson(trx, account);
    if (!person) throw noSuchAccount();
    const codes = await replaceRecoveryCodes(trx, account);
    await addAudit(trx, {
      actor: { account, address },
      action: 'account.recovery-codes',
      subject: person.name,
    });
    return { codes: codes.map(printCode) };
  });
}
