import { isFetchError } from './fetch-error.ts';

const REPEATABLE = new Set(['GET', 'HEAD']);

/**
 * Whether a request failed because the server closed a connection kept open from an earlier one, which says nothing
 * about this request: the socket had been read from before, and it broke before any answer.
 */
export function isStaleConnection(error: unknown, method: string): boolean {
  if (!isFetchError(error) || error.reason !== 'protocol' || !REPEATABLE.has(method)) return false;
  const { cause } = error;
  if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'UND_ERR_SOCKET') return false;
  const socket = 'socket' in cause ? cause.socket : undefined;
  return (
    typeof socket === 'object' && socket !== null && 'bytesRead' in socket && Number(socket.bytesRead) > 0
  );
}
