import { AppError } from '../errors.ts';

/** What calls open on a lost connection fail with, unless they may run again. */
export function lostError(cause?: Error): AppError {
  return new AppError(
    'unavailable',
    'The connection was lost while the call ran; it may or may not have run.',
    {
      reason: 'connection_lost',
      ...(cause && { cause }),
    },
  );
}

/** What calls over the limits of their line fail with; they have not run. */
export function overloadedError(service: string): AppError {
  return new AppError('rate_limited', `Too many calls to ${service} are open. Try again soon.`, {
    reason: 'too_many_calls',
    retryAfter: 1,
  });
}
