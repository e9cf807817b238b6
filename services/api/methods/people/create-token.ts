import type { ApiContext } from '../../context.ts';
import type { Scope } from '../../contract.ts';
import { ownerAccount } from '../../store/people/accounts.ts';
import { insertToken } from '../../store/people/tokens.ts';

/** The token is the owner's. It may be made before the setup link was used: who can ask for one has the machine. */
export async function createToken(
  { db }: ApiContext,
  { name, scopes }: { name: string; scopes: Scope[] },
): Promise<{ id: string; token: string }> {
  return insertToken(db, await ownerAccount(db), name, scopes);
}
