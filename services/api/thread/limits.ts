import { AppError } from '../../../core/errors.ts';
import type { Traffic } from '../store/thread/traffic.ts';

/** What an hour holds, by whom it comes from and where it goes. */
const HOURLY = { address: 20, commenter: 30, post: 120, unproved: 120 } as const;
/** The queue is as long as somebody might still read. */
const LONGEST_QUEUE = 5_000;
const HOUR = 3_600;

/** Refuses what is more than a person writes, or a person reads: `rate_limited`, or `unavailable` when the queue is full. */
export function requireRoom(traffic: Traffic, proved: boolean): void {
  if (traffic.address >= HOURLY.address || traffic.commenter >= HOURLY.commenter)
    throw new AppError('rate_limited', 'That is a lot of comments for an hour. Take a break, then go on.', {
      retryAfter: HOUR,
    });
  if (traffic.post >= HOURLY.post)
    throw new AppError(
      'rate_limited',
      'So many comments wait to be read here that no more are taken for now.',
      {
        retryAfter: HOUR,
      },
    );
  if (!proved && traffic.unproved >= HOURLY.unproved)
    throw new AppError(
      'rate_limited',
      'Too many comments come from programs just now. Allow scripts on this page and send it again, or come back later.',
      { retryAfter: HOUR },
    );
  if (traffic.waiting >= LONGEST_QUEUE)
    throw new AppError('unavailable', 'The queue of comments is full. Come back later.', {
      retryAfter: HOUR,
    });
}
