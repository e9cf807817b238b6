import { STATUS_CODES } from '../../../core/http/node-http.ts';

/** What an answer that is no success means to the person who reads the feed. */
export function statusWords(status: number): string {
  return `${meaning(status)} (HTTP ${status}${STATUS_CODES[status] ? ` ${STATUS_CODES[status]}` : ''}).`;
}

function meaning(status: number): string {
  if (status === 404) return 'There is nothing at this address';
  if (status === 401 || status === 402 || status === 403 || status === 451)
    return 'The server refuses to give the feed';
  if (status === 408 || status === 504) return 'The server takes too long';
  if (status === 429) return 'The server asks for fewer requests';
  if (status >= 500) return 'The server has trouble';
  if (status >= 300 && status < 400) return 'The server points elsewhere in a way that leads nowhere';
  return 'The server does not give the feed';
}

export const GONE_WORDS =
  'The server says that the feed is gone for good (HTTP 410 Gone). It is asked once a week still: unsubscribe, or poll it by hand to try again.';
