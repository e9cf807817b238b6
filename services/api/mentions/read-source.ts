import { isFetchError } from '../../../core/fetch/index.ts';
import type { ApiContext } from '../context.ts';
import { domainOf } from './addresses.ts';
import type { ReadPage } from './authorship.ts';
import { hasLink } from './find-link.ts';
import { type Mention, readEntry } from './read-entry.ts';

/** Bytes of a source, and of an author's page. A page of words is a tenth of it. */
const LARGEST = 1_000_000;
const TIMEOUTS = { firstByte: 10_000, total: 15_000 };
const ACCEPT = 'text/html, application/xhtml+xml;q=0.9, application/json;q=0.8, text/plain;q=0.7, */*;q=0.1';

/**
 * What became of looking at a source. `linked`: it has the link. `refused`: it has not. `gone`: it says that it was
 * deleted. `unreadable`: it could not be read now, which may pass.
 */
export type Looked =
  | { outcome: 'linked'; mention: Mention }
  | { outcome: 'refused' | 'gone' | 'unreadable'; reason: string };

/** Reads a source and sees whether it links to the target (https://www.w3.org/TR/webmention/#webmention-verification). */
export async function readSource(ctx: ApiContext, source: string, target: string): Promise<Looked> {
  const wanted = (address: string) => address === target;
  try {
    const answer = await ctx.fetcher.fetch(source, { accept: ACCEPT, maxBytes: LARGEST, timeouts: TIMEOUTS });
    const { status } = answer;
    if (status === 410 || status === 404) return { outcome: 'gone', reason: 'The source does not exist.' };
    if (status < 200 || status > 299)
      return { outcome: 'unreadable', reason: `The source answered with the status ${status}.` };
    const type = answer.headers['content-type'] ?? 'text/html';
    const text = answer.text();
    if (!hasLink(text, type, answer.url, wanted))
      return { outcome: 'refused', reason: 'The source has no link to the target.' };
    const html = /html/i.test(type) ? text : '';
    const mention = await readEntry({ html, url: answer.url }, wanted, readPageOf(ctx));
    return { outcome: 'linked', mention };
  } catch (error) {
    if (!isFetchError(error)) throw error;
    const forGood = error.code === 'invalid' || error.code === 'forbidden';
    return { outcome: forGood ? 'refused' : 'unreadable', reason: error.message };
  }
}

function readPageOf(ctx: ApiContext): ReadPage {
  return async address => {
    try {
      const answer = await ctx.fetcher.fetch(address, {
        accept: ACCEPT,
        maxBytes: LARGEST,
        timeouts: TIMEOUTS,
      });
      return answer.status === 200 ? { html: answer.text(), url: answer.url } : undefined;
    } catch {
      return undefined;
    }
  };
}

/** Whether the page at `voucher` links to any page of the domain, as https://indieweb.org/Vouch asks. */
export async function vouchesFor(ctx: ApiContext, voucher: string, host: string): Promise<boolean> {
  const page = await readPageOf(ctx)(voucher);
  if (!page) return false;
  return hasLink(page.html, 'text/html', page.url, address => domainOf(address) === host);
}
