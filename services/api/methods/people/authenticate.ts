import type { ApiContext } from '../../context.ts';
import type { Principal } from '../../contract.ts';
import { wrongToken } from '../../people/wrong-token.ts';
import { findToken } from '../../store/people/tokens.ts';

export async function authenticate({ db }: ApiContext, { token }: { token: string }): Promise<Principal> {
  const found = await findToken(db, token);
  if (!found) throw wrongToken();
  return found.principal;
}
