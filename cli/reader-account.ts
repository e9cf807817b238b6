import { apiContract } from '../services/api/contract.ts';
import { accountOf, OWNER } from '../services/reader/contract.ts';
import type { CommandArgs } from './command.ts';
import { findAccount } from './find-account.ts';

/** Under which name somebody reads, by the name or the id of their account; the owner when nobody is named. */
export async function readerAccount(
  client: CommandArgs['client'],
  who: CommandArgs['values'][string],
): Promise<string> {
  if (who === undefined) return OWNER;
  const { accounts } = await (await client(apiContract)).listAccounts({});
  const { id, role } = findAccount(accounts, String(who));
  return accountOf({ role, account: id });
}
