import type { z } from 'zod';
import { toAppError } from '../errors.ts';
import type { Fetcher, FetchOptions, FetchResult } from '../fetch/index.ts';
import { ProviderTrouble } from './provider.ts';

export interface Asked<T> {
  /** The provider's name. */
  readonly name: string;
  readonly url: string;
  readonly answer: z.ZodType<T>;
}

/** A translation of the longest text, as JSON with everything escaped. */
const MAX_BYTES = 4_000_000;
const SHORT_REST = 60;
const KEY_REST = 600;
const QUOTA_REST = 3600;
const LONGEST_REST = 86_400;

/** What a provider answers, as JSON of the shape that it should have. Throws `ProviderTrouble`. */
export async function ask<T>(
  fetcher: Fetcher,
  { name, url, answer }: Asked<T>,
  options: FetchOptions = {},
): Promise<T> {
  let result: FetchResult;
  try {
    result = await fetcher.fetch(url, {
      accept: 'application/json',
      maxBytes: MAX_BYTES,
      redirects: 0,
      // Who rests is decided by who chooses between the providers.
      ignoreRetryAfter: true,
      ...options,
    });
  } catch (error) {
    const { message, reason } = toAppError(error);
    throw new ProviderTrouble(`${name}: ${message}`, reason === 'busy' ? 0 : SHORT_REST);
  }
  if (result.status !== 200) throw refusal(name, result);
  const read = answer.safeParse(parse(result.text()));
  if (!read.success)
    throw new ProviderTrouble(`${name} gave an answer that cannot be understood.`, SHORT_REST);
  return read.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(name: string, { status, retryAfter }: FetchResult): ProviderTrouble {
  if (status === 401 || status === 403)
    return new ProviderTrouble(`${name} does not accept the key, or wants one.`, KEY_REST);
  if (status === 456) return new ProviderTrouble(`The quota of ${name} is used up.`, QUOTA_REST);
  if (status === 400 || status === 413 || status === 414)
    return new ProviderTrouble(`${name} does not take this text.`, 0);
  // Parts may be left out of an installation: finding out the language of Apertium's, for one.
  if (status === 404 || status === 501)
    return new ProviderTrouble(`${name} cannot do this (HTTP ${status}).`, 0);
  const rest = Math.min(Math.max(retryAfter ?? 0, SHORT_REST), LONGEST_REST);
  if (status === 429) return new ProviderTrouble(`${name} asks for fewer requests.`, rest);
  return new ProviderTrouble(`${name} answered with HTTP ${status}.`, rest);
}
