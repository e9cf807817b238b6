import type { Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Begun, Visitor } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { findPerson } from '../store/people/accounts.ts';
import { addAudit } from '../store/people/audit.ts';
import { deleteSession, insertSession, type SignInMethod } from '../store/people/sessions.ts';
import { browserName } from './browser-name.ts';

/**
 * Signs somebody in who has shown who they are. The session is always a new one, and ends the one that the browser had, so
 * that nobody can put a session there beforehand and share it after. Throws `unauthenticated` for an account that is let in
 * no more.
 */
export async function beginSession(
  trx: Transaction<Schema>,
  { account, method, from }: { account: string; method: SignInMethod; from: Visitor },
): Promise<Begun> {
  const principal = await findPerson(trx, account);
  if (!principal) throw new AppError('unauthenticated', 'This account is closed. Ask the owner of the site.');
  if (from.replaces !== undefined) await deleteSession(trx, from.replaces);
  const { session, expiresAt } = await insertSession(trx, account, method, from.userAgent);
  await addAudit(trx, {
    actor: { account, address: from.address },
    action: `sign-in.${method}`,
    subject: browserName(from.userAgent),
  });
  return { session, expiresAt: expiresAt.toISOString(), principal };
}
