import { createReadStream } from 'node:fs';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { mediaFile } from '../../media/paths.ts';

/** Bytes of a piece. */
const PIECE = 256 * 1024;

export async function* readMedia(
  ctx: Pick<ApiContext, 'media'>,
  { path }: { path: string },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  try {
    yield* createReadStream(mediaFile(ctx.media, path), { highWaterMark: PIECE });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new AppError('not_found', `${path} is not there.`);
  }
}
