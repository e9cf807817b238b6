import type { ApiContext } from '../../context.ts';
import { deleteWebIdentity } from '../../store/indieauth/web-identities.ts';

export async function forgetWebIdentity(
  { db }: ApiContext,
  { secret }: { secret: string },
): Promise<Record<string, never>> {
  await deleteWebIdentity(db, secret);
  return {};
}
