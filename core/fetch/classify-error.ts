import { type FetchError, type FetchReason, fetchError, isFetchError } from './fetch-error.ts';

/** Codes of Node, undici, OpenSSL and zlib, each with what it means here; the first that matches counts. */
const CODES: readonly [RegExp, FetchReason][] = [
  [/^(?:ENOTFOUND|ENODATA|EAI_\w+|ESERVFAIL|EREFUSED)$/, 'dns'],
  [/^(?:UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, 'timeout_connect'],
  [/^UND_ERR_(?:HEADERS_OVERFLOW|RES_EXCEEDED_MAX_SIZE)$/, 'too_large'],
  [
    /^(?:CERT_\w+|DEPTH_ZERO\w*|SELF_SIGNED\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH|EPROTO|ERR_TLS_\w+|ERR_SSL_\w+|INVALID_CA|INVALID_PURPOSE)$/,
    'tls',
  ],
  [/^(?:Z_\w+|ERR_(?:_ZSTD|ZSTD|BROTLI|ZLIB|PADDING)\w*|ERR__ERROR\w*|ZSTD\w*)$/, 'bad_encoding'],
  [
    /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM|EINVAL)$/,
    'connect',
  ],
  [
    /^(?:HPE_\w+|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ECONNRESET|EPIPE|UND_ERR_\w+)$/,
    'protocol',
  ],
];

/** Whatever was thrown underneath as a `FetchError`. Before the request went out, a broken connection is `connect`. */
export function classifyError(thrown: unknown, host: string, connected: boolean): FetchError {
  if (isFetchError(thrown)) return thrown;
  const code = errorCode(thrown);
  const reason = CODES.find(([pattern]) => pattern.test(code))?.[1] ?? 'protocol';
  if (connected || reason !== 'protocol') return fetchError(reason, host, { cause: thrown });
  return fetchError('connect', host, { cause: thrown });
}

/** Several addresses that failed give one error, which holds theirs. */
function errorCode(thrown: unknown): string {
  if (!(thrown instanceof Error)) return '';
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  if (thrown instanceof AggregateError) return errorCode(thrown.errors[0]);
  return '';
}
