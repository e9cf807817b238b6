import { sql, type Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Account } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { findAccount } from '../store/people/accounts.ts';
import { noSuchAccount } from './no-such-account.ts';

/**
 * An account that is not the owner's, held until the transaction ends. The owner's own throws `owner_stays`: whatever is
 * clicked, there is somebody who can get in and undo it.
 */
export async function otherAccount(trx: Transaction<Schema>, id: string): Promise<Account> {
  await trx.selectFrom('account').select('id').where(sql<boolean>`id::text = ${id}`).forUpdate().execute();
  const account = await findAccount(trx, id);
  if (!account) throw noSuchAccount();
  if (account.role === 'owner')
    throw new AppError('conflict', 'The owner stays the owner, and stays able to sign in.', {
      reason: 'owner_stays',
    });
  return account;
}
