import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import type { Visitor } from '../contract.ts';
import { addAudit } from '../store/people/audit.ts';
import type { SignInMethod } from '../store/people/sessions.ts';
import { browserName } from './browser-name.ts';

/** Notes that somebody was not let in, and gives the error to throw. Outside of the transaction that failed, whose changes go. */
export async function refuseSignIn(
  { db, attempts }: Pick<ApiContext, 'db' | 'attempts'>,
  {
    method,
    from,
    account,
    message,
  }: { method: SignInMethod; from: Visitor; account?: string | undefined; message: string },
): Promise<AppError> {
  if (attempts.worthNoting())
    await addAudit(db, {
      actor: { account, address: from.address },
      action: 'sign-in.fail',
      subject: browserName(from.userAgent),
      detail: { method },
    });
  return new AppError('unauthenticated', message);
}
