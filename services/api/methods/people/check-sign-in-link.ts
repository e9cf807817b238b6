import type { ApiContext } from '../../context.ts';
import { nameOnLink } from '../../store/people/sign-in-links.ts';

export async function checkSignInLink(
  { db }: ApiContext,
  { code }: { code: string },
): Promise<{ name?: string }> {
  const name = await nameOnLink(db, code);
  return name === undefined ? {} : { name };
}
