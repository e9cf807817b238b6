import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { episodeMethods } from '../../contract/episodes.ts';
import { getChapters } from './get-chapters.ts';
import { getTranscript } from './get-transcript.ts';

/** The methods of `contract/episodes.ts`. */
export function episodeImplementation(ctx: ReaderContext): Implementations<typeof episodeMethods> {
  return {
    getChapters: input => getChapters(ctx, input),
    getTranscript: input => getTranscript(ctx, input),
  };
}
