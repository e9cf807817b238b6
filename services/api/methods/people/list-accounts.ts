import type { ApiContext } from '../../context.ts';
import type { Account } from '../../contract.ts';
import { listAccountRows } from '../../store/people/accounts.ts';

export async function listAccounts({ db }: ApiContext): Promise<{ accounts: Account[] }> {
  return { accounts: await listAccountRows(db) };
}
