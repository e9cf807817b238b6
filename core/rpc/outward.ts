import { AppError, toAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { CallContext } from './contract.ts';

/** Whatever a handler threw, as the error its caller may see: without its cause, which is logged here, once. */
export function outwardError(thrown: unknown, title: string, call: CallContext, log: Log): AppError {
  const error = toAppError(thrown);
  if (error.cause === undefined) return error;
  const level = error.code === 'internal' ? 'error' : 'warn';
  const fields = { err: error.cause, method: title, code: error.code, traceparent: call.traceparent };
  log[level](fields, `${title} failed: ${error.message}`);
  const { code, message, reason, details, retryAfter } = error;
  return new AppError(code, message, {
    ...(reason !== undefined && { reason }),
    ...(details !== undefined && { details }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}
