import { AppError } from '../core/errors.ts';
import { apiContract } from '../services/api/contract.ts';
import { accountOf, OWNER } from '../services/reader/contract.ts';
import type { CommandArgs } from './command.ts';

/** Under which name somebody reads, by the name or the id of their account; the owner when nobody is named. */
export async function readerAccount(
  client: CommandArgs['client'],
  who: CommandArgs['values'][string],
): Promise<string> {
  if (who === undefined) return OWNER;
  const { accounts } = await (await client(apiContract)).listAccounts({});
  const found = accounts.filter(({ id, name }) => id === who || name === who);
  if (found.length === 0)
    throw new AppError(
      'not_found',
      `Nobody is called "${who}". \`croft account list\` shows who has an account.`,
    );
  if (found.length > 1)
    throw new AppError('conflict', `${found.length} accounts are called "${who}": give the id instead.`);
  const { id, role } = found[0]!;
  return accountOf({ role, account: id });
}
