import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Begun, Visitor } from '../../contract.ts';
import { beginSession } from '../../people/begin-session.ts';
import { claimAccount, isClaimed } from '../../store/people/accounts.ts';
import { addAudit } from '../../store/people/audit.ts';
import { useSetupCode } from '../../store/people/setup-code.ts';
import { insertToken } from '../../store/people/tokens.ts';
import { changing } from '../../store/revision.ts';
import { writeSettings } from '../../store/settings.ts';

export interface Claim {
  code: string;
  name: string;
  siteTitle?: string | undefined;
  from?: Visitor | undefined;
}

export async function claimOwner(
  ctx: ApiContext,
  { code, name, siteTitle, from }: Claim,
): Promise<{ token: string; begun?: Begun }> {
  return changing(ctx, async trx => {
    const used = await useSetupCode(trx, code);
    if (await isClaimed(trx))
      throw new AppError('forbidden', 'This Croft has its owner already.', { reason: 'setup_done' });
    if (!used)
      throw new AppError(
        'forbidden',
        'This setup link is not valid. Use the one that was printed last; each start prints a new one.',
      );
    const account = await claimAccount(trx, name);
    await writeSettings(trx, { author: { name }, title: siteTitle });
    const { token } = await insertToken(trx, account, {
      name: 'first token',
      scopes: ['read', 'write', 'admin'],
    });
    await addAudit(trx, {
      actor: { account, address: from?.address },
      action: 'account.claim',
      subject: name,
    });
    const begun = from && (await beginSession(trx, { account, method: 'setup', from }));
    return { result: { token, ...(begun ? { begun } : {}) }, visible: true };
  });
}
