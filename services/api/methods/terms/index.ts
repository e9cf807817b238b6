import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { termMethods } from '../../contract/terms.ts';
import { listTerms } from '../../store/terms/terms.ts';
import { listParts, mergeTerms, orderSeries, updateTerm } from './change-term.ts';
import { describeTerm, getTerm } from './get-term.ts';

/** The methods of `contract/terms.ts`. */
export function termImplementation(ctx: ApiContext): Implementations<typeof termMethods> {
  return {
    listTerms: async ({ kind }) => ({ terms: await listTerms(ctx.db, kind) }),
    getTerm: input => getTerm(ctx, input),
    describeTerm: input => describeTerm(ctx, input),
    updateTerm: input => updateTerm(ctx, input),
    mergeTerms: input => mergeTerms(ctx, input),
    listParts: input => listParts(ctx, input),
    orderSeries: input => orderSeries(ctx, input),
  };
}
