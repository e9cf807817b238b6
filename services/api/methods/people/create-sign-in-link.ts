import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { newCode } from '../../people/secrets.ts';
import { listAccountRows } from '../../store/people/accounts.ts';
import { addAudit } from '../../store/people/audit.ts';
import { setSignInLink } from '../../store/people/sign-in-links.ts';

/** Asked for on the machine alone: who has it could change the database as well. */
export async function createSignInLink(
  ctx: ApiContext,
  { account: asked }: { account?: string | undefined },
): Promise<{ url: string; name: string; expiresAt: string }> {
  const { rows: accounts } = await listAccountRows(ctx.db);
  const found = accounts.filter(
    ({ id, name, role, unclaimed }) =>
      !unclaimed && (asked === undefined ? role === 'owner' : id === asked || name === asked),
  );
  const [account, second] = found;
  if (second)
    throw new AppError('conflict', `${found.length} people are called "${asked}". Give the id instead.`);
  if (!account)
    throw new AppError(
      'not_found',
      asked === undefined
        ? 'This Croft has no owner yet. Start it, and open the setup link that it prints.'
        : `Nobody here is called "${asked}".`,
    );
  if (account.disabled) throw new AppError('forbidden', `The account of ${account.name} is closed.`);
  const code = newCode();
  const expiresAt = await ctx.db.transaction().execute(async trx => {
    await addAudit(trx, { actor: {}, action: 'account.sign-in-link', subject: account.name });
    return setSignInLink(trx, account.id, code);
  });
  return {
    url: `${ctx.origin}/sign-in/link/${code}`,
    name: account.name,
    expiresAt: expiresAt.toISOString(),
  };
}
