import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { claimAccount, isClaimed, useSetupCode } from '../../store/people/accounts.ts';
import { insertToken } from '../../store/people/tokens.ts';
import { changing } from '../../store/revision.ts';
import { writeSettings } from '../../store/settings.ts';

export async function claimOwner(
  ctx: ApiContext,
  { code, name, siteTitle }: { code: string; name: string; siteTitle?: string | undefined },
): Promise<{ token: string }> {
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
    const { token } = await insertToken(trx, account, 'first token', ['read', 'write', 'admin']);
    return { result: { token }, visible: true };
  });
}
