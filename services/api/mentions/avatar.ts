import type { ApiContext } from '../context.ts';
import { keepMedia, prepareMedia } from '../media/keep.ts';
import { loadSharp } from '../media/worker/sharp.ts';

/** Pixels of a side: twice what a page shows. */
const SIDE = 96;
const LARGEST = 2_000_000;
/** More pixels than any portrait: a small file may unpack to gigabytes. */
const MOST_PIXELS = 40_000_000;
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'heif'];

/**
 * Fetches the picture of an author and keeps it, made small and drawn anew, so that no visitor's browser asks the author's
 * site and nothing of the file as it came is served. Undefined when there is none to be had.
 */
export async function keepAvatar(ctx: ApiContext, address: string): Promise<string | undefined> {
  try {
    const { status, body } = await ctx.fetcher.fetch(address, {
      maxBytes: LARGEST,
      accept: 'image/webp,image/avif,image/png,image/jpeg,image/*;q=0.5',
      timeouts: { total: 10_000 },
    });
    if (status !== 200) return undefined;
    const sharp = await loadSharp();
    const image = sharp(body, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
    const { format } = await image.metadata();
    if (!FORMATS.includes(format)) return undefined;
    const small = await image.rotate().resize(SIDE, SIDE, { fit: 'cover' }).webp({ quality: 80 }).toBuffer();
    const prepared = prepareMedia('avatar.webp', small);
    await keepMedia(ctx.media, prepared);
    return prepared.path;
  } catch (error) {
    ctx.log.debug({ err: error }, 'the picture of an author could not be had');
    return undefined;
  }
}
