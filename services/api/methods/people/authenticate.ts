import type { ApiContext } from '../../context.ts';
import type { Principal } from '../../contract.ts';
import { wrongToken } from '../../people/wrong-token.ts';
import { findToken } from '../../store/people/tokens.ts';
import { takeWrite } from '../../store/people/write-allowance.ts';

export async function authenticate(
  { db }: Pick<ApiContext, 'db'>,
  { token, writes = false }: { token: string; writes?: boolean | undefined },
): Promise<Principal> {
  const found = await findToken(db, token);
  if (!found) throw wrongToken();
  if (writes) await takeWrite(db, found.principal.account);
  return found.principal;
}
