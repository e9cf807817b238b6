import type { ApiContext } from '../../context.ts';
import type { Actor, Invitation, InvitationInput } from '../../contract.ts';
import { newCode } from '../../people/secrets.ts';
import { addAudit } from '../../store/people/audit.ts';
import { insertInvitation } from '../../store/people/invitations.ts';

export async function createInvitation(
  { db, origin }: ApiContext,
  { role, note, actor }: InvitationInput & { actor: Actor },
): Promise<{ invitation: Invitation; url: string }> {
  const code = newCode();
  const invitation = await db.transaction().execute(async trx => {
    await addAudit(trx, { actor, action: 'invitation.create', subject: note, detail: { role } });
    return insertInvitation(trx, { code, role, note });
  });
  return { invitation, url: `${origin}/invite/${code}` };
}
