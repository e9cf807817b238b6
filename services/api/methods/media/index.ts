import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { mediaMethods } from '../../contract/media.ts';
import { fetchMedia } from './fetch-media.ts';
import { saveMedia } from './save-media.ts';

/** The methods of `contract/media.ts`, each in the file named after it. */
export function mediaImplementation(ctx: ApiContext): Implementations<typeof mediaMethods> {
  return {
    fetchMedia: input => fetchMedia(ctx, input),
    saveMedia: input => saveMedia(ctx, input),
  };
}
