import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { addAudit } from '../../store/people/audit.ts';
import { deleteInvitation } from '../../store/people/invitations.ts';

export async function revokeInvitation(
  { db }: ApiContext,
  { id, actor }: { id: string; actor: Actor },
): Promise<Record<string, never>> {
  await db.transaction().execute(async trx => {
    const gone = await deleteInvitation(trx, id);
    if (gone)
      await addAudit(trx, {
        actor,
        action: 'invitation.revoke',
        subject: gone.note,
        detail: { role: gone.role },
      });
  });
  return {};
}
