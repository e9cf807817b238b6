import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { saveMedia } from './save-media.ts';

export async function fetchMedia(ctx: ApiContext, { url }: { url: string }): Promise<{ path: string }> {
  const { status, body, headers } = await ctx.fetcher
    .fetch(url, { accept: 'image/*, video/*, audio/*', maxBytes: ctx.config.mediaLimit })
    .catch((error: Error) => {
      throw new AppError('unavailable', `It cannot be fetched: ${error.message}`, { cause: error });
    });
  if (status !== 200) throw new AppError('not_found', `The other site answers with status ${status}.`);
  if (/^text\/html\b/i.test(headers['content-type'] ?? ''))
    throw new AppError('invalid', 'The other site answers with a page instead of a file.', {
      reason: 'media_type',
    });
  const name = (new URL(url).pathname.split('/').at(-1) || 'file').slice(0, 255);
  return saveMedia(ctx, { name, data: body });
}
