export { checkedSocket } from './checked-socket.ts';
export { type FetchError, type FetchReason, isFetchError } from './fetch-error.ts';
export { createFetcher } from './fetcher.ts';
export type { Fetcher, FetcherConfig, FetchOptions, FetchResult, Limits, Timeouts } from './types.ts';
