/** The closed list of error codes that may cross a service boundary, with the HTTP status each maps to. */
export const HTTP_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
  deadline: 504,
} as const;

export type ErrorCode = keyof typeof HTTP_STATUS;

export interface AppErrorOptions {
  /** A short machine word that narrows the code, such as `slug_taken`; contracts list the ones they throw. */
  reason?: string;
  /** JSON data for the caller, such as the field that was wrong. Never internal detail. */
  details?: unknown;
  /** Seconds after which trying again makes sense (`Retry-After`). */
  retryAfter?: number;
  /** What went wrong underneath. Logged, never sent. */
  cause?: unknown;
}

/** The one error class. Its message is written for the person or program that called. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly reason: string | undefined;
  readonly details: unknown;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.reason = options.reason;
    this.details = options.details;
    this.retryAfter = options.retryAfter;
  }

  /** The HTTP status of this error's code. */
  get status(): number {
    return HTTP_STATUS[this.code];
  }
}

/** Any thrown value as an AppError; what is not one becomes `internal` with a message that tells nothing. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError('internal', 'Something went wrong on our side.', { cause: thrown });
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(HTTP_STATUS, value);
}
