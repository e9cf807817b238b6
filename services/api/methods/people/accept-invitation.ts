import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Begun, Visitor } from '../../contract.ts';
import { beginSession } from '../../people/begin-session.ts';
import { insertAccount } from '../../store/people/accounts.ts';
import { addAudit } from '../../store/people/audit.ts';
import { noteAccepted, takeInvitation } from '../../store/people/invitations.ts';

export async function acceptInvitation(
  { db, attempts }: ApiContext,
  { code, name, from }: { code: string; name: string; from: Visitor },
): Promise<Begun> {
  attempts.from(from.address);
  return db.transaction().execute(async trx => {
    const invitation = await takeInvitation(trx, code);
    if (!invitation)
      throw new AppError('forbidden', 'This invitation was used or taken back, or is older than seven days.');
    const account = await insertAccount(trx, name, invitation.role);
    await noteAccepted(trx, invitation.id, account);
    await addAudit(trx, {
      actor: { account, address: from.address },
      action: 'invitation.accept',
      subject: name,
      detail: { role: invitation.role },
    });
    return beginSession(trx, { account, method: 'invitation', from });
  });
}
