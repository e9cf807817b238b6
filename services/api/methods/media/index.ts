import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { mediaMethods } from '../../contract/media.ts';
import { saveMedia } from './save-media.ts';

/** The methods of `contract/media.ts`, each in the file named after it. */
export function mediaImplementation(ctx: ApiContext): Implementations<typeof mediaMethods> {
  return {
    saveMedia: input => saveMedia(ctx, input),
  };
}
