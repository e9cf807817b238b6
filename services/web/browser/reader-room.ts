export const IMAGES = 'reader-images';

/**
 * Puts an answer into a cache. Where the browser has no more room, pictures go for it, the oldest first, but none of `wanted`
 * (paths). Gives how many went. Throws what the browser throws when none is left to go.
 */
export async function putWithRoom(
  cache: Cache,
  key: RequestInfo,
  answer: Response,
  wanted: ReadonlySet<string> = new Set(),
): Promise<number> {
  for (let gone = 0; ; gone++) {
    try {
      await cache.put(key, answer.clone());
      return gone;
    } catch (error) {
      if (!isFull(error) || !(await dropOldest(wanted))) throw error;
    }
  }
}

export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

async function dropOldest(wanted: ReadonlySet<string>): Promise<boolean> {
  const images = await caches.open(IMAGES);
  const oldest = (await images.keys()).find(({ url }) => {
    const { pathname, search } = new URL(url);
    return !wanted.has(pathname + search);
  });
  return oldest !== undefined && images.delete(oldest);
}
