import type { ApiContext } from '../../context.ts';
import type { ShortPage } from '../../contract/common.ts';
import type { Account } from '../../contract.ts';
import { listAccountRows } from '../../store/people/accounts.ts';

export async function listAccounts(
  { db }: ApiContext,
  part: ShortPage = {},
): Promise<{ accounts: Account[]; next?: string }> {
  const { rows, ...next } = await listAccountRows(db, part);
  return { accounts: rows, ...next };
}
