import { AppError } from '../../../../core/errors.ts';
import { authTokenOf, feverKeyOf, hashSecret, newAppPassword } from '../../clients/secrets.ts';
import type { ReaderContext } from '../../context.ts';
import type { AppPassword } from '../../contract/clients.ts';
import { OWNER } from '../../contract/common.ts';
import { addAppPassword } from '../../store/app-passwords.ts';

const MOST = 50;

/** Makes a password for one app of a person, which is given this once. Throws `not_found` for an account that is not there. */
export async function createAppPassword(
  ctx: Pick<ReaderContext, 'db' | 'api'>,
  { account, name }: { account: string; name: string },
): Promise<AppPassword & { password: string }> {
  const login = await loginOf(ctx, account);
  const password = newAppPassword();
  const hashes = {
    secretHash: hashSecret(password),
    authHash: hashSecret(authTokenOf(password)),
    feverHash: hashSecret(feverKeyOf(login, password)),
  };
  const made = await addAppPassword(ctx.db, account, { name, login, ...hashes }, MOST);
  if (!made)
    throw new AppError(
      'conflict',
      `There are ${MOST} app passwords already. Revoke those not used any more.`,
      {
        reason: 'too_many_passwords',
      },
    );
  return { ...made, password };
}

/** A user name that can be typed everywhere: the person's own in plain letters. */
async function loginOf({ api }: Pick<ReaderContext, 'api'>, account: string): Promise<string> {
  if (account === OWNER) return OWNER;
  const { name } = (await api.getOwnAccount({ account })).account;
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'member';
}
