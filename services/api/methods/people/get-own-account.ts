import type { ApiContext } from '../../context.ts';
import type { Account, Passkey } from '../../contract.ts';
import { noSuchAccount } from '../../people/no-such-account.ts';
import { findAccount } from '../../store/people/accounts.ts';
import { listPasskeys } from '../../store/people/passkeys.ts';

export async function getOwnAccount(
  { db }: ApiContext,
  { account: id }: { account: string },
): Promise<{ account: Account; passkeys: Passkey[] }> {
  const account = await findAccount(db, id);
  if (!account) throw noSuchAccount();
  const passkeys = await listPasskeys(db, account.id);
  return { account, passkeys: passkeys.map(({ transports: _transports, ...passkey }) => passkey) };
}
