import type { ApiContext } from '../context.ts';
import { isClaimed } from '../store/people/accounts.ts';
import { setSetupCode } from '../store/people/setup-code.ts';
import { newCode } from './secrets.ts';

/**
 * While this Croft has no owner, each start prints a fresh link by which somebody becomes it. Only the code's hash is
 * stored, so that an earlier link cannot be shown again; it stops working instead.
 */
export async function offerSetup(ctx: ApiContext): Promise<void> {
  if (await isClaimed(ctx.db)) return;
  const code = newCode();
  await setSetupCode(ctx.db, code);
  ctx.log.warn('This Croft has no owner yet. Open the setup link that was just printed on the console.');
  ctx.announce(
    `This Croft has no owner yet. Open this link once to make it yours; a restart prints a new one:\n\n    ${ctx.origin}/setup/${code}\n`,
  );
}
