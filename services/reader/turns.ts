import { AppError } from '../../core/errors.ts';

/** Runs a task when it is its turn. Throws `unavailable` when too many wait already. */
export type Turns = <T>(task: () => Promise<T>) => Promise<T>;

/** At most `running` tasks at a time, and at most `waiting` behind them, in their order. */
export function createTurns(running: number, waiting: number): Turns {
  const queue: (() => void)[] = [];
  let free = running;
  return async task => {
    if (free > 0) free--;
    else if (queue.length >= waiting)
      throw new AppError('unavailable', 'There is too much to do right now; try again soon.', {
        retryAfter: 10,
        reason: 'busy',
      });
    else await new Promise<void>(resolve => queue.push(resolve));
    try {
      return await task();
    } finally {
      // The place goes to the next, and is free only when nobody waits.
      const next = queue.shift();
      if (next) next();
      else free++;
    }
  };
}
