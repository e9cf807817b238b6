import { AppError, toAppError } from '../errors.ts';
import type { Log } from '../log.ts';

/** Whatever a handler threw, as the error its caller may see: without its cause, which is logged here, once. */
export function outwardError(thrown: unknown, title: string, log: Log): AppError {
  const error = toAppError(thrown);
  if (error.cause === undefined) return error;
  const level = error.code === 'internal' ? 'error' : 'warn';
  log[level]({ err: error.cause, method: title, code: error.code }, `${title} failed: ${error.message}`);
  const { code, message, reason, details, retryAfter } = error;
  return new AppError(code, message, {
    ...(reason !== undefined && { reason }),
    ...(details !== undefined && { details }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}
