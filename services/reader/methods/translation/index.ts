import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { translationMethods } from '../../contract/translation.ts';
import { getTranslators } from './get-translators.ts';
import { translateItem } from './translate-item.ts';

/** The methods of `contract/translation.ts`. */
export function translationImplementation(ctx: ReaderContext): Implementations<typeof translationMethods> {
  return {
    getTranslators: input => getTranslators(ctx, input),
    translateItem: input => translateItem(ctx, input),
  };
}
