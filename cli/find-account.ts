import { AppError } from '../core/errors.ts';

interface Account {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly unclaimed?: boolean;
}

/** The account of a name or an id; the owner's when nobody is named. Throws `not_found` and `conflict`. */
export function findAccount<A extends Account>(accounts: readonly A[], who: string | undefined): A {
  const found = accounts.filter(({ id, name, role, unclaimed }) =>
    who === undefined ? role === 'owner' && !unclaimed : id === who || name === who,
  );
  if (found.length > 1)
    throw new AppError('conflict', `${found.length} accounts are called "${who}": give the id instead.`);
  const [account] = found;
  if (account !== undefined) return account;
  throw new AppError(
    'not_found',
    who === undefined
      ? 'The site has no owner yet: open the setup link that Croft prints when it starts.'
      : `Nobody is called "${who}". \`croft account list\` shows who has an account.`,
  );
}
