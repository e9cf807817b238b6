import type { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { type Fetcher, type FetchResult, isFetchError } from '../../../core/fetch/index.ts';

/** What other sites are asked through: it refuses addresses inside the network, and is polite. */
export type Web = Pick<Fetcher, 'fetch'>;

/** More is no answer to a question. In bytes. */
const LARGEST = 512 * 1024;
/** Milliseconds: somebody waits, and the room behind them. */
const TIMEOUTS = { connect: 3_000, firstByte: 5_000, total: 6_000 };

export interface Asked {
  /** Who is asked, as it is said: `the weather service`. */
  readonly who: string;
  readonly url: string;
  readonly accept?: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * What a site answers; undefined for 404. Throws `unavailable`, in words for the room, when it is down, late, asks for rest or
 * answers with something else.
 */
export async function askSite(web: Web, asked: Asked): Promise<FetchResult | undefined> {
  const { who, url, accept, signal } = asked;
  const answer = await web
    .fetch(url, {
      maxBytes: LARGEST,
      timeouts: TIMEOUTS,
      ...(accept !== undefined && { accept }),
      ...(signal && { signal }),
    })
    .catch(thrown => {
      throw new AppError('unavailable', `${who} ${said(thrown)}`, { cause: thrown });
    });
  if (answer.status === 404) return undefined;
  if (answer.status === 429) throw new AppError('unavailable', `${who} wants to be left alone for a while.`);
  if (answer.status < 200 || answer.status > 299)
    throw new AppError('unavailable', `${who} does not work right now (${answer.status}).`);
  return answer;
}

/** The same for JSON of a known shape. */
export async function askJson<S extends z.ZodType>(
  web: Web,
  schema: S,
  asked: Asked,
): Promise<z.output<S> | undefined> {
  const answer = await askSite(web, { accept: 'application/json', ...asked });
  if (!answer) return undefined;
  const read = schema.safeParse(parse(answer.text()));
  if (read.success) return read.data;
  throw new AppError('unavailable', `${asked.who} gave an answer that I cannot read.`, { cause: read.error });
}

function said(thrown: unknown): string {
  if (!isFetchError(thrown)) return 'does not answer right now.';
  if (thrown.reason === 'too_large') return 'answers with more than I take.';
  if (thrown.reason === 'rate_limited') return 'wants to be left alone for a while.';
  if (thrown.code === 'deadline') return 'takes too long to answer.';
  if (thrown.reason === 'blocked_address') return 'is at an address that I may not ask.';
  return 'does not answer right now.';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
