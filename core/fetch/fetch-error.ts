import { AppError, type ErrorCode } from '../errors.ts';

/** Why a fetch gave no answer: a closed list, with the code that goes with each and the sentence a person reads. */
const REASONS = {
  bad_url: ['invalid', 'This is not a web address that can be fetched.'],
  blocked_address: ['forbidden', 'This address is not on the public internet, so it is not fetched.'],
  dns: ['unavailable', 'The name {host} could not be found.'],
  connect: ['unavailable', 'No connection to {host} could be made.'],
  tls: ['unavailable', 'No secure connection to {host} could be made; its certificate may be wrong.'],
  protocol: ['unavailable', '{host} gave an answer that is not proper HTTP, or broke it off.'],
  bad_encoding: ['unavailable', '{host} sent a compressed answer that cannot be read.'],
  bad_redirect: ['unavailable', '{host} redirects to an address that cannot be fetched.'],
  too_many_redirects: ['unavailable', '{host} redirects too many times.'],
  too_large: ['invalid', 'The answer of {host} is larger than is accepted.'],
  timeout_connect: ['deadline', '{host} did not accept a connection in time.'],
  timeout_first_byte: ['deadline', '{host} did not begin to answer in time.'],
  timeout_total: ['deadline', '{host} did not finish its answer in time.'],
  aborted: ['deadline', 'The fetch was called off before it was done.'],
  rate_limited: ['rate_limited', '{host} asked to be left alone for a while.'],
  busy: ['rate_limited', 'Too many fetches are waiting already. Try again soon.'],
} as const satisfies Record<string, readonly [ErrorCode, string]>;

export type FetchReason = keyof typeof REASONS;

export interface FetchError extends AppError {
  readonly reason: FetchReason;
}

/** Names the host and never the whole address, since addresses may hold secrets. */
export function fetchError(
  reason: FetchReason,
  host: string,
  options: { cause?: unknown; retryAfter?: number } = {},
): FetchError {
  const [code, sentence] = REASONS[reason];
  return new AppError(code, sentence.replace('{host}', host || 'The server'), {
    ...options,
    reason,
  }) as FetchError;
}

export function isFetchError(thrown: unknown): thrown is FetchError {
  return thrown instanceof AppError && thrown.reason !== undefined && Object.hasOwn(REASONS, thrown.reason);
}
