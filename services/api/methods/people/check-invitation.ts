import type { ApiContext } from '../../context.ts';
import type { GivenRole } from '../../contract.ts';
import { roleOffered } from '../../store/people/invitations.ts';

export async function checkInvitation(
  { db }: ApiContext,
  { code }: { code: string },
): Promise<{ role?: GivenRole }> {
  const role = await roleOffered(db, code);
  return role === undefined ? {} : { role };
}
