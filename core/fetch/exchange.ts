import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { BodyReader } from './body-reader.ts';
import { classifyError } from './classify-error.ts';
import { parseEncodings } from './decode-body.ts';
import { type FetchReason, fetchError } from './fetch-error.ts';
import { flattenHeaders } from './response-headers.ts';
import type { Timeouts } from './types.ts';

export interface ExchangeRequest {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
  maxBytes: number;
  timeouts: Timeouts;
  signal: AbortSignal;
  /** Whether the body of an answer of this status is of interest. */
  wantsBody(status: number): boolean;
}

export interface ExchangeResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Milliseconds until the request was sent, and from then until the headers came. */
  timing: { connect: number; firstByte: number };
  bytes: { wire: number; decoded: number };
}

/** An unwanted body this small is read to its end, so that the connection can be used again. */
const SMALL_BODY = 16 * 1024;
const NO_BODY = Buffer.alloc(0);

/** One request and its response, within its limits. Rejects with a `FetchError`, and then the connection is closed. */
export function exchange(agent: Dispatcher, request: ExchangeRequest): Promise<ExchangeResponse> {
  return new Promise((resolve, reject) => {
    const { url, method, headers, body = null } = request;
    const path = url.pathname + url.search;
    agent.dispatch(
      { origin: url.origin, path, method, headers, body },
      new Exchange(request, resolve, reject),
    );
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: ExchangeRequest;
  readonly #resolve: (response: ExchangeResponse) => void;
  readonly #reject: (error: Error) => void;
  readonly #started = performance.now();
  readonly #totalTimer: NodeJS.Timeout;
  readonly #abort = () => this.#failWith('aborted');
  #phaseTimer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #reader: BodyReader | undefined;
  #sent = 0;
  #settled = false;
  #status = 0;
  #headers: Record<string, string> = {};
  #timing = { connect: 0, firstByte: 0 };

  constructor(
    request: ExchangeRequest,
    resolve: (response: ExchangeResponse) => void,
    reject: (error: Error) => void,
  ) {
    this.#request = request;
    this.#resolve = resolve;
    this.#reject = reject;
    const { timeouts, signal } = request;
    this.#totalTimer = setTimeout(() => this.#failWith('timeout_total'), timeouts.total);
    this.#phaseTimer = setTimeout(() => this.#failWith('timeout_connect'), timeouts.connect);
    signal.addEventListener('abort', this.#abort);
    if (signal.aborted) this.#abort();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) {
      // Called off while it was connecting: nothing is sent.
      controller.abort(new Error('called off'));
      return;
    }
    this.#controller = controller;
    this.#sent = performance.now();
    this.#timing.connect = this.#sent - this.#started;
    clearTimeout(this.#phaseTimer);
    this.#phaseTimer = setTimeout(
      () => this.#failWith('timeout_first_byte'),
      this.#request.timeouts.firstByte,
    );
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // Interim answers (RFC 9110, 15.2) say nothing, and may not prolong the wait.
    if (status < 200 || this.#settled) return;
    clearTimeout(this.#phaseTimer);
    this.#timing.firstByte = performance.now() - this.#sent;
    this.#status = status;
    this.#headers = flattenHeaders(headers);
    const length = Number(this.#headers['content-length'] ?? Number.NaN);
    const { method, maxBytes, wantsBody } = this.#request;
    if (!wantsBody(status)) {
      if (!(length <= SMALL_BODY)) this.#finish(NO_BODY, true);
    } else if (method !== 'HEAD' && length > maxBytes) {
      this.#failWith('too_large');
    } else {
      this.#startReading();
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#reader?.write(chunk) === false) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#reader === undefined) this.#finish(NO_BODY, false);
    else this.#reader.end();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #startReading(): void {
    try {
      const encodings = parseEncodings(this.#headers['content-encoding'], this.#request.url.hostname);
      this.#reader = new BodyReader(encodings, this.#request.maxBytes, {
        onBody: body => this.#finish(body, false),
        onTooLarge: () => this.#failWith('too_large'),
        onDrain: () => this.#controller?.resume(),
        onError: error => this.#fail(error),
      });
    } catch (error) {
      this.#fail(error);
    }
  }

  #finish(body: Buffer, early: boolean): void {
    if (!this.#settle()) return;
    if (early) this.#controller?.abort(new Error('the rest is not wanted'));
    const bytes = this.#reader?.bytes ?? { wire: 0, decoded: 0 };
    this.#resolve({ status: this.#status, headers: this.#headers, body, timing: this.#timing, bytes });
  }

  #failWith(reason: FetchReason): void {
    this.#fail(fetchError(reason, this.#request.url.hostname));
  }

  #fail(thrown: unknown): void {
    if (!this.#settle()) return;
    const error = classifyError(thrown, this.#request.url.hostname, this.#sent > 0);
    this.#reader?.destroy();
    this.#controller?.abort(error);
    this.#reject(error);
  }

  /** False when the outcome is settled already. */
  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#totalTimer);
    clearTimeout(this.#phaseTimer);
    this.#request.signal.removeEventListener('abort', this.#abort);
    return true;
  }
}
