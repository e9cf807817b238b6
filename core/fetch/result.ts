import { decodeText } from './charset.ts';
import type { ExchangeResponse } from './exchange.ts';
import { parseCache, parseRetryAfter } from './response-headers.ts';
import type { FetchResult } from './types.ts';

/** What is known of a fetch across its redirects. */
export interface Journey {
  permanentUrl: string | undefined;
  downgraded: boolean;
  /** Milliseconds in the queue. */
  queued: number;
  /** Milliseconds in requests. */
  spent: number;
}

export function createResult(url: URL, response: ExchangeResponse, journey: Journey): FetchResult {
  const { status, headers, body, bytes } = response;
  const good = (status >= 200 && status < 300) || status === 304;
  let text: string | undefined;
  return {
    url: url.href,
    permanentUrl: good ? journey.permanentUrl : undefined,
    downgraded: journey.downgraded,
    status,
    headers,
    body,
    text() {
      text ??= decodeText(body, headers['content-type']);
      return text;
    },
    notModified: status === 304,
    gone: status === 410,
    retryAfter: parseRetryAfter(status, headers['retry-after'], Date.now()),
    cache: parseCache(headers),
    timing: { queued: journey.queued, ...response.timing, total: journey.spent },
    bytes,
  };
}
