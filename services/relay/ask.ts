import type { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Fetcher, FetchResult } from '../../core/fetch/index.ts';

export interface Question<T> {
  /** Who is asked, for people. */
  readonly who: string;
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or, when it is text, as a form. */
  readonly body?: object | string;
  readonly answer: z.ZodType<T>;
  readonly signal?: AbortSignal;
  /** Milliseconds that the answer may take to begin. */
  readonly patience?: number;
  /** Told of every answer, before it is looked at. */
  readonly onAnswer?: (result: FetchResult) => void;
}

const MAX_BYTES = 20_000_000;

/** An answer that is no success. */
export class Refusal extends AppError {
  /** Of HTTP. */
  readonly httpStatus: number;
  /** What the other side says, as it says it. */
  readonly body: unknown;

  constructor(who: string, { status, retryAfter }: FetchResult, body: unknown) {
    const wait = retryAfter ?? milliseconds(body);
    const words = wordsOf(body);
    const said = `${who} answers with ${status}${words ? `: ${words}` : ''}`;
    const code =
      status === 429
        ? 'rate_limited'
        : status >= 500
          ? 'unavailable'
          : status === 404
            ? 'not_found'
            : 'forbidden';
    super(code, said, { ...(wait !== undefined && { retryAfter: wait }) });
    this.httpStatus = status;
    this.body = body;
  }
}

/**
 * Asks a network over HTTP and gives its JSON. Throws a `Refusal` for an answer that is none of success, and `unavailable` for
 * no answer or one that cannot be understood.
 */
export async function ask<T>(fetcher: Fetcher, question: Question<T>): Promise<T> {
  const { who, url, method, headers, body, answer, signal, patience = 15_000, onAnswer } = question;
  let result: FetchResult;
  try {
    result = await fetcher.fetch(url, {
      ...(method !== undefined && { method }),
      headers: {
        ...headers,
        ...(body !== undefined && {
          'content-type': typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json',
        }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      accept: 'application/json',
      maxBytes: MAX_BYTES,
      redirects: 0,
      // Who waits is decided by who asks.
      ignoreRetryAfter: true,
      timeouts: { firstByte: patience, total: patience + 30_000 },
      ...(signal && { signal }),
    });
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('unavailable', `${who} does not answer: ${words}`, { cause });
  }
  onAnswer?.(result);
  const given = parse(result.text());
  if (result.status < 200 || result.status > 299) throw new Refusal(who, result, given);
  const read = answer.safeParse(given ?? {});
  if (read.success) return read.data;
  throw new AppError('unavailable', `${who} gave an answer that cannot be understood.`, {
    cause: read.error,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds, of a Matrix server's `retry_after_ms`. */
function milliseconds(body: unknown): number | undefined {
  const { retry_after_ms: wait } = (body ?? {}) as { retry_after_ms?: unknown };
  return typeof wait === 'number' ? Math.ceil(wait / 1000) : undefined;
}

/** What Matrix (`error`), Twitch (`message`) and Mastodon (`error`) say in words. */
function wordsOf(body: unknown): string | undefined {
  const { error, message, error_description: about } = (body ?? {}) as Record<string, unknown>;
  const words = [about, message, error].find(one => typeof one === 'string' && one !== '');
  return typeof words === 'string' ? words.slice(0, 200) : undefined;
}
