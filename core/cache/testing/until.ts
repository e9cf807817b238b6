import { setTimeout as delay } from 'node:timers/promises';

/** Waits until something is so; fails after 20 s, far above what a busy machine needs. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await delay(20);
  }
}
