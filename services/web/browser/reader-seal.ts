import { HELD } from './reader-held.ts';
import { IMAGES } from './reader-room.ts';

export const PAGES = 'reader-pages';
/** A cache with nothing but the time of sealing: while it is there, nothing of what is kept of anybody's reading is shown. */
const SEAL = 'reader-sealed';
const TIME = '/reader/sealed';
/** How long what is sealed waits for its reader, in milliseconds. */
const LONGEST = 30 * 86_400_000;

/**
 * Shuts what is kept of somebody's reading away when their session has ended, or when somebody may sign in: it is opened
 * again by the first answer for the same person, and goes with the first for another, or after thirty days.
 */
export async function seal(): Promise<void> {
  // The first time counts: who only comes as far as the sign-in page has not come back.
  if ((await caches.has(PAGES)) && !(await caches.has(SEAL))) await noteTime();
}

export async function unseal(): Promise<void> {
  await caches.delete(SEAL);
}

/** Until when what is sealed waits; undefined when nothing is. What has waited too long is gone by this. */
export async function sealedUntil(): Promise<Date | undefined> {
  if (!(await caches.has(SEAL))) return undefined;
  const since = await (await caches.open(SEAL)).match(TIME);
  const until = (since ? Number(await since.text()) : await noteTime()) + LONGEST;
  if (Date.now() < until) return new Date(until);
  await dropSealed();
  return undefined;
}

/** Lets go of all that is kept of somebody's reading. */
export async function dropSealed(): Promise<void> {
  for (const name of [PAGES, IMAGES, HELD, SEAL]) await caches.delete(name);
  // A worker has no such storage.
  const { localStorage } = globalThis as { localStorage?: Storage };
  for (const name of Object.keys(localStorage ?? {}))
    if (name.startsWith('croft-reader-')) localStorage?.removeItem(name);
}

/** Also of what was sealed before its time was noted. */
async function noteTime(): Promise<number> {
  const now = Date.now();
  await (await caches.open(SEAL)).put(TIME, new Response(String(now)));
  return now;
}
