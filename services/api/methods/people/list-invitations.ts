import type { ApiContext } from '../../context.ts';
import type { Invitation } from '../../contract.ts';
import { listOpenInvitations } from '../../store/people/invitations.ts';

export async function listInvitations({ db }: ApiContext): Promise<{ invitations: Invitation[] }> {
  return { invitations: await listOpenInvitations(db) };
}
