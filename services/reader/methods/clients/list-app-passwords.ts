import type { ReaderContext } from '../../context.ts';
import type { AppPassword } from '../../contract/clients.ts';
import * as store from '../../store/app-passwords.ts';

/** A person's app passwords without their secrets, the newest first. */
export async function listAppPasswords(
  ctx: Pick<ReaderContext, 'db'>,
  { account }: { account: string },
): Promise<{ passwords: AppPassword[] }> {
  return { passwords: await store.listAppPasswords(ctx.db, account) };
}
