import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { ruleMethods } from '../../contract/rules.ts';
import { applyRule } from './apply-rule.ts';
import { deleteRule } from './delete-rule.ts';
import { dismissNotices } from './dismiss-notices.ts';
import { listNotices } from './list-notices.ts';
import { listRules } from './list-rules.ts';
import { orderRules } from './order-rules.ts';
import { saveRule } from './save-rule.ts';
import { showHidden } from './show-hidden.ts';
import { testRule } from './test-rule.ts';

/** The methods of `contract/rules.ts`. */
export function ruleImplementation(ctx: ReaderContext): Implementations<typeof ruleMethods> {
  return {
    listRules: input => listRules(ctx, input),
    saveRule: input => saveRule(ctx, input),
    deleteRule: input => deleteRule(ctx, input),
    orderRules: input => orderRules(ctx, input),
    testRule: (input, call) => testRule(ctx, input, call),
    applyRule: input => applyRule(ctx, input),
    showHidden: input => showHidden(ctx, input),
    listNotices: input => listNotices(ctx, input),
    dismissNotices: input => dismissNotices(ctx, input),
  };
}
