import { AppError } from '../../../core/errors.ts';

/** More are not taken on at once: whoever asks comes back later. */
const MOST_WAITING = 40;

export type Turns = (key: string, work: () => Promise<void>) => Promise<void>;

/**
 * Runs work that takes much memory or time one after the other, and work of one key once however many ask for it meanwhile.
 * Throws `unavailable` when too many wait.
 */
export function oneAtATime(): Turns {
  const under = new Map<string, Promise<void>>();
  let turn: Promise<unknown> = Promise.resolve();
  return async (key, work) => {
    let running = under.get(key);
    if (running === undefined) {
      if (under.size >= MOST_WAITING)
        throw new AppError('unavailable', 'Too many pictures are being made; try again soon.', {
          retryAfter: 5,
        });
      running = turn.then(work).finally(() => under.delete(key));
      turn = running.catch(() => {});
      under.set(key, running);
    }
    await running;
  };
}
