import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Term, TermKind } from '../../contract.ts';
import * as store from '../../store/terms/terms.ts';

type Ctx = Pick<ApiContext, 'db'>;

export interface TermAddress {
  kind: TermKind;
  slug: string;
}

export async function getTerm({ db }: Ctx, { kind, slug }: TermAddress): Promise<Term> {
  const [term] = await store.listTerms(db, kind, slug);
  if (term) return term;
  throw noTerm(kind, slug);
}

export async function describeTerm(
  { db }: Ctx,
  { kind, slug }: TermAddress,
): Promise<Pick<Term, 'description'>> {
  const description = await store.describeTerm(db, kind, slug);
  if (description === undefined) throw noTerm(kind, slug);
  return { description };
}

function noTerm(kind: TermKind, slug: string): AppError {
  return new AppError('not_found', `There is no ${kind} "${slug}" here.`);
}
