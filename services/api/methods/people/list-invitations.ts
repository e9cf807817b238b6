import type { ApiContext } from '../../context.ts';
import type { ShortPage } from '../../contract/common.ts';
import type { Invitation } from '../../contract.ts';
import { listOpenInvitations } from '../../store/people/invitations.ts';

export async function listInvitations(
  { db }: ApiContext,
  part: ShortPage = {},
): Promise<{ invitations: Invitation[]; next?: string }> {
  const { rows, ...next } = await listOpenInvitations(db, part);
  return { invitations: rows, ...next };
}
