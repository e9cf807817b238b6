import type { LookupAddress } from 'node:dns';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** Milliseconds. `connect` and `firstByte` run anew for each redirect, `total` for the whole fetch without its wait in the queue. */
export interface Timeouts {
  /** Name look-up, TCP and TLS. */
  connect: number;
  /** From the request sent to the last byte of the response's headers. */
  firstByte: number;
  total: number;
}

export interface Limits {
  /** Requests under way to one host at a time. */
  perHost: number;
  /** Milliseconds between the starts of two requests to one host. */
  gap: number;
  /** Requests under way in all. */
  total: number;
  /** Requests waiting in all; beyond that a fetch fails at once as `busy`. */
  waiting: number;
  timeouts: Timeouts;
}

export interface FetcherConfig {
  /** Says honestly who asks, with an address where the asker can be reached. */
  userAgent: string | (() => string);
  /** Host names, addresses and CIDR ranges that may be fetched although they are not public. */
  allow: readonly string[];
  /** Ports refused on every host: those of our own services. 80 and 443 are never refused. */
  denyPorts?: readonly number[];
  log: Log;
  metrics: Metrics;
  limits?: Partial<Omit<Limits, 'timeouts'>> & { timeouts?: Partial<Timeouts> };
  /** All addresses of a name; the system's resolver unless given. */
  lookup?: (hostname: string) => Promise<readonly LookupAddress[]>;
}

export interface FetchOptions {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
  /** Bytes of body, before decompression and again after; 10 MB unless given. */
  maxBytes?: number;
  timeouts?: Partial<Timeouts>;
  /** Validators of what is already here, as the server gave them (RFC 9110, 13.1). */
  conditional?: { etag?: string | undefined; lastModified?: string | undefined };
  /** The Accept header. */
  accept?: string;
  /** Redirects followed; 5 unless given, 0 to get a redirect as the result. */
  redirects?: number;
  /** In place of the fetcher's own, such as one that says how many people read this feed. */
  userAgent?: string;
  /**
   * An http or https proxy to ask through, with name and password if it wants them. It has to be an address that may be
   * fetched itself; names are then looked up by it and not here.
   */
  proxy?: string;
  /** Asks also while the host's `Retry-After` has not passed, for a person who is waiting. */
  ignoreRetryAfter?: boolean;
}

export interface FetchResult {
  /** Where the answer came from, after redirects. */
  url: string;
  /** Where permanent redirects alone lead (301, 308): the address to remember. Only with an answer of 2xx or 304. */
  permanentUrl: string | undefined;
  /** A redirect led from https to http. */
  downgraded: boolean;
  status: number;
  /** By lower-case name; several of one name are joined with a comma. */
  headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  body: Uint8Array;
  /** The body as text, in the encoding that it declares or shows. */
  text(): string;
  /** 304. */
  notModified: boolean;
  /** 410: gone for good. */
  gone: boolean;
  /** Seconds that a 429 or 503 asks to wait. */
  retryAfter: number | undefined;
  cache: { maxAge: number | undefined; expires: Date | undefined };
  /** Milliseconds; `connect` is near 0 on a connection that was open, both are of the last request. */
  timing: { queued: number; connect: number; firstByte: number; total: number };
  /** Of the last response's body, before and after decompression. */
  bytes: { wire: number; decoded: number };
}

export interface Fetcher extends AsyncDisposable {
  /** Fetches; any status is a result. Throws a `FetchError` for everything that is not an answer. */
  fetch(url: string, options?: FetchOptions): Promise<FetchResult>;
  /** Ends all requests, waiting and under way. */
  close(): Promise<void>;
}
