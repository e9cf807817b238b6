import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { mediaMethods } from '../../contract/media.ts';
import { deleteMedia } from './delete-media.ts';
import { fetchMedia } from './fetch-media.ts';
import { getMedia } from './get-media.ts';
import { listMedia } from './list-media.ts';
import { saveMedia } from './save-media.ts';
import { setMediaAlt } from './set-media-alt.ts';

/** The methods of `contract/media.ts`, each in the file named after it. */
export function mediaImplementation(ctx: ApiContext): Implementations<typeof mediaMethods> {
  return {
    deleteMedia: input => deleteMedia(ctx, input),
    fetchMedia: input => fetchMedia(ctx, input),
    getMedia: input => getMedia(ctx, input),
    listMedia: input => listMedia(ctx, input),
    saveMedia: input => saveMedia(ctx, input),
    setMediaAlt: input => setMediaAlt(ctx, input),
  };
}
