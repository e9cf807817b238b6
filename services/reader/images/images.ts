import { LRUCache } from 'lru-cache';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Fetcher } from '../../../core/fetch/index.ts';
import { createTurns } from '../turns.ts';
import type { ImageStore } from './image-store.ts';
import { imageType } from './image-type.ts';

/** Bytes beyond which an image is not shown. */
const MAX_BYTES = 10_000_000;
/** Images that are in memory at a time while they are fetched, and that wait for it. */
const AT_ONCE = 6;
const WAITING = 500;
const TIMEOUTS = { connect: 5_000, firstByte: 10_000, total: 20_000 };
/** Milliseconds for which an image that could not be had is not asked for again. */
const REST = 300_000;

export interface Image {
  readonly type: string;
  readonly body: Uint8Array;
}

/** Fetches the image at an address and keeps it. Throws `not_found` for what is no image, and what the fetcher throws. */
export type GetImage = (url: string) => Promise<Image>;

export function createGetImage(fetcher: Fetcher, store: ImageStore): GetImage {
  const turns = createTurns(AT_ONCE, WAITING);
  const underWay = new Map<string, Promise<Image>>();
  const failed = new LRUCache<string, AppError>({ max: 1_000, ttl: REST });

  async function fetchImage(url: string): Promise<Image> {
    const { status, body } = await fetcher.fetch(url, {
      accept: 'image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8',
      maxBytes: MAX_BYTES,
      timeouts: TIMEOUTS,
    });
    if (status !== 200) throw new AppError('not_found', `The image could not be had: HTTP ${status}.`);
    const type = imageType(body);
    if (type === undefined) throw new AppError('not_found', 'What is there is no image that can be shown.');
    await store.keep(url, body);
    return { type, body };
  }

  return url => {
    const before = failed.get(url);
    if (before) return Promise.reject(before);
    const known = underWay.get(url);
    if (known) return known;
    const fetching = turns(() => fetchImage(url))
      .catch((error: unknown) => {
        const problem = toAppError(error);
        // That we are busy or stopping says nothing about the image.
        if (problem.reason !== 'busy' && problem.reason !== 'aborted' && problem.code !== 'internal')
          failed.set(url, problem);
        throw problem;
      })
      .finally(() => underWay.delete(url));
    underWay.set(url, fetching);
    return fetching;
  };
}
