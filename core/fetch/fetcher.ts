import type { Dispatcher } from 'undici';
import { createAgents } from './agents.ts';
import { type ExchangeRequest, type ExchangeResponse, exchange } from './exchange.ts';
import { fetchError } from './fetch-error.ts';
import { createFetchMetrics } from './fetch-metrics.ts';
import { createGuard } from './guard.ts';
import { HostQueue } from './host-queue.ts';
import { followRedirect, type Hop, isPermanentRedirect, isRedirect } from './redirect.ts';
import { requestHeaders } from './request-headers.ts';
import { parseRetryAfter } from './response-headers.ts';
import { createResult, type Journey } from './result.ts';
import { RetryAfterMemory } from './retry-after.ts';
import { isStaleConnection } from './stale-connection.ts';
import type { Fetcher, FetcherConfig, FetchOptions, FetchResult, Timeouts } from './types.ts';

const TIMEOUTS: Timeouts = { connect: 5_000, firstByte: 15_000, total: 30_000 };
const LIMITS = { perHost: 2, gap: 0, total: 72, waiting: 2_000 };
const MAX_BYTES = 10_000_000;
const MAX_REDIRECTS = 5;

/** The one fetcher for everything that a stranger's address leads to. Nothing is loaded or opened before the first fetch. */
export function createFetcher(config: FetcherConfig): Fetcher {
  const limits = { ...LIMITS, ...config.limits };
  const timeouts = { ...TIMEOUTS, ...config.limits?.timeouts };
  const guard = createGuard(config.allow, config.denyPorts ?? []);
  const queue = new HostQueue(limits);
  const memory = new RetryAfterMemory();
  const metrics = createFetchMetrics(config.metrics, queue);
  const running = new Set<AbortController>();
  const agents = createAgents(guard, {
    lookup: config.lookup,
    connectTimeout: timeouts.connect,
    perHost: limits.perHost,
  });
  let closed = false;

  async function fetch(address: string, options: FetchOptions = {}): Promise<FetchResult> {
    const started = performance.now();
    const calledOff = new AbortController();
    const abort = () => calledOff.abort();
    let host = '';
    try {
      const url = guard.url(address);
      host = url.hostname;
      running.add(calledOff);
      options.signal?.addEventListener('abort', abort);
      if (closed || options.signal?.aborted) abort();
      const result = await follow(url, options, calledOff.signal);
      metrics.answered(result, performance.now() - started);
      config.log.debug({ host, status: result.status, ms: result.timing.total }, 'fetched');
      return result;
    } catch (error) {
      const reason = metrics.failed(error, performance.now() - started);
      if (reason === 'blocked_address')
        config.log.warn({ host }, 'refused to fetch an address that is not public');
      else config.log.debug({ host, reason }, 'could not fetch');
      throw error;
    } finally {
      running.delete(calledOff);
      options.signal?.removeEventListener('abort', abort);
    }
  }

  async function follow(url: URL, options: FetchOptions, signal: AbortSignal): Promise<FetchResult> {
    const agentName = typeof config.userAgent === 'string' ? config.userAgent : config.userAgent();
    const journey: Journey = { permanentUrl: undefined, downgraded: false, queued: 0, spent: 0 };
    const maxRedirects = options.redirects ?? MAX_REDIRECTS;
    const headers = requestHeaders(options, agentName, url);
    url.username = '';
    url.password = '';
    let hop: Hop = { url, method: (options.method ?? 'GET').toUpperCase(), headers, body: options.body };
    let permanent = true;
    for (let followed = 0; ; followed++) {
      const response = await request(hop, options, signal, journey);
      if (!isRedirect(response.status) || maxRedirects === 0) return createResult(hop.url, response, journey);
      if (followed === maxRedirects) throw fetchError('too_many_redirects', hop.url.hostname);
      const next = followRedirect(hop, response.status, response.headers['location'], guard);
      permanent &&= isPermanentRedirect(response.status);
      if (permanent) journey.permanentUrl = next.url.href;
      journey.downgraded ||= hop.url.protocol === 'https:' && next.url.protocol === 'http:';
      hop = next;
    }
  }

  async function request(
    hop: Hop,
    options: FetchOptions,
    signal: AbortSignal,
    journey: Journey,
  ): Promise<ExchangeResponse> {
    const host = hop.url.hostname;
    const arrived = performance.now();
    refuseWhileAskedToWait(host, options);
    const release = await queue.acquire(host, signal);
    const started = performance.now();
    journey.queued += started - arrived;
    try {
      refuseWhileAskedToWait(host, options);
      const response = await send(agents.through(options.proxy), {
        ...hop,
        signal,
        maxBytes: options.maxBytes ?? MAX_BYTES,
        timeouts: remaining({ ...timeouts, ...options.timeouts }, journey.spent),
        wantsBody: status => !isRedirect(status) || options.redirects === 0,
      });
      const retryAfter = parseRetryAfter(response.status, response.headers['retry-after'], Date.now());
      if (retryAfter !== undefined) memory.note(host, retryAfter);
      return response;
    } finally {
      journey.spent += performance.now() - started;
      release();
    }
  }

  async function send(agent: Dispatcher, wanted: ExchangeRequest): Promise<ExchangeResponse> {
    try {
      return await exchange(agent, wanted);
    } catch (error) {
      // The server closed a connection that had been idle while the request was on its way.
      if (!isStaleConnection(error, wanted.method)) throw error;
      return exchange(agent, wanted);
    }
  }

  function refuseWhileAskedToWait(host: string, options: FetchOptions): void {
    const retryAfter = memory.remaining(host);
    if (retryAfter !== undefined && !options.ignoreRetryAfter)
      throw fetchError('rate_limited', host, { retryAfter });
  }

  async function close(): Promise<void> {
    closed = true;
    for (const fetching of running) fetching.abort();
    await agents.destroy();
  }

  return { fetch, close, [Symbol.asyncDispose]: close };
}

function remaining(timeouts: Timeouts, spent: number): Timeouts {
  return { ...timeouts, total: Math.max(1, timeouts.total - spent) };
}
