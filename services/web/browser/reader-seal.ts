export const PAGES = 'reader-pages';
/** A cache without content: while it is there, nothing of what is kept of anybody's reading is shown. */
const SEAL = 'reader-sealed';

/**
 * Shuts what is kept of somebody's reading away when their session has ended, or when somebody may sign in: it is opened
 * again by the first answer for the same person, and goes with the first for another.
 */
export async function seal(): Promise<void> {
  if (await caches.has(PAGES)) await caches.open(SEAL);
}

export async function unseal(): Promise<void> {
  await caches.delete(SEAL);
}

export function isSealed(): Promise<boolean> {
  return caches.has(SEAL);
}
