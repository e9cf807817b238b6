import { type FetchResult, isFetchError } from '../../../core/fetch/index.ts';
import { excerpt, htmlToText } from '../../../core/html/text.ts';
import type { ApiContext } from '../context.ts';
import { discoverEndpoint } from './discover.ts';

/** How telling a target went. `later`: trouble that may pass, with the seconds that its server asks to wait. */
export interface Sent {
  outcome: 'sent' | 'unsupported' | 'failed' | 'later';
  endpoint?: string;
  status?: number;
  /** What the server said, or what went wrong, in a few words. */
  answer: string;
  retryAfter?: number | undefined;
}

const REDIRECTS = 3;
/** Answers after which the same request may be taken later. */
const PASSING = new Set([408, 425, 429]);

/** Tells a target of a source (https://www.w3.org/TR/webmention/#sender-notifies-receiver). Never throws for what its server does. */
export async function sendMention(ctx: ApiContext, source: string, target: string): Promise<Sent> {
  let endpoint: string | undefined;
  try {
    endpoint = await discoverEndpoint(ctx.fetcher, target);
    if (endpoint === undefined)
      return { outcome: 'unsupported', answer: 'The page does not take webmentions.' };
    const answer = await post(ctx, endpoint, new URLSearchParams({ source, target }).toString());
    return { endpoint, ...judge(answer) };
  } catch (error) {
    if (!isFetchError(error)) throw error;
    const forGood = error.code === 'invalid' || error.code === 'forbidden';
    return {
      outcome: forGood ? 'failed' : 'later',
      ...(endpoint === undefined ? {} : { endpoint }),
      answer: error.message,
      retryAfter: error.retryAfter,
    };
  }
}

/** Posts a form, and posts it again where a redirect leads: what follows redirects by itself would turn it into a GET. */
async function post(ctx: ApiContext, endpoint: string, body: string): Promise<FetchResult> {
  let address = endpoint;
  for (let followed = 0; ; followed++) {
    const answer = await ctx.fetcher.fetch(address, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      accept: 'application/json, text/plain;q=0.9, */*;q=0.5',
      redirects: 0,
      maxBytes: 100_000,
      timeouts: { firstByte: 20_000, total: 25_000 },
    });
    const next = URL.parse(answer.headers['location'] ?? '', answer.url);
    if (answer.status < 300 || answer.status > 399 || next === null || followed === REDIRECTS) return answer;
    address = next.href;
  }
}

function judge(answer: FetchResult): Pick<Sent, 'outcome' | 'status' | 'answer' | 'retryAfter'> {
  const { status, retryAfter } = answer;
  const said = excerpt(htmlToText(answer.text().slice(0, 20_000)), 200);
  const outcome =
    status >= 200 && status <= 299 ? 'sent' : status >= 500 || PASSING.has(status) ? 'later' : 'failed';
  return { outcome, status, answer: said, retryAfter };
}
