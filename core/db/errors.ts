import { AppError } from '../errors.ts';

/** Seconds after which asking again makes sense: a restart of the server takes less. */
const RETRY_AFTER = 2;

/** System errors that mean "nobody there", by `error.code`. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What `pg` says without a code when a connection cannot be had or was lost. */
const LOST =
  /connection terminated|connection ended|timeout exceeded when trying to connect|query read timeout|not queryable|pool after calling end/i;

/**
 * An error of `pg` as an `AppError` where the database, not the query, is the trouble; every other error as it came.
 * SQLSTATE classes: https://www.postgresql.org/docs/15/errcodes-appendix.html
 */
export function fromDatabase(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = String((error as { code?: unknown }).code ?? '');
  if (isConnectionTrouble(error))
    return new AppError('unavailable', 'The database does not answer. Try again in a moment.', {
      reason: 'database_away',
      retryAfter: RETRY_AFTER,
      cause: error,
    });
  if (code === '53100')
    return new AppError(
      'unavailable',
      "The database's disk is full: nothing can be saved until space is freed.",
      {
        reason: 'database_full',
        retryAfter: 60,
        cause: error,
      },
    );
  if (code === '57014' || code === '55P03')
    return new AppError('deadline', 'The database took too long to answer.', { cause: error });
  return error;
}

/** True when the connection is of no use any more, or none could be had. */
export function isConnectionTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = String((error as { code?: unknown }).code ?? '');
  if (UNREACHABLE.has(code)) return true;
  // Connection exceptions; shut down, crashed, starting up; too many connections.
  if (/^08...$|^57P0[1-5]$|^53300$/.test(code)) return true;
  return (
    LOST.test(error.message) || (error instanceof AggregateError && error.errors.some(isConnectionTrouble))
  );
}
