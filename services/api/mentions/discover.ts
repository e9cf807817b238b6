import { type Fetcher, isFetchError } from '../../../core/fetch/index.ts';
import { visitElements } from '../../../core/html/elements.ts';
import { parseLinkHeader } from '../../../core/http/link-header.ts';

const LARGEST = 1_000_000;
const TIMEOUTS = { firstByte: 10_000, total: 20_000 };

/**
 * The webmention endpoint of a page (https://www.w3.org/TR/webmention/#sender-discovers-receiver-webmention-endpoint): of the
 * `Link` header, else of the first `link` or `a` element with an `href`, resolved against where the page was found in the
 * end. Undefined when it has none. Throws a `FetchError` when the page cannot be read.
 */
export async function discoverEndpoint(fetcher: Fetcher, target: string): Promise<string | undefined> {
  const options = { accept: 'text/html, */*;q=0.5', maxBytes: LARGEST, timeouts: TIMEOUTS };
  const page = await fetcher.fetch(target, options).catch(error => {
    // A film has no elements, but it may have a header.
    if (isFetchError(error) && error.reason === 'too_large')
      return fetcher.fetch(target, { ...options, method: 'HEAD' });
    throw error;
  });
  const inHeader = parseLinkHeader(page.headers['link'] ?? '').find(({ rels }) =>
    rels.includes('webmention'),
  );
  if (inHeader) return URL.parse(inHeader.address, page.url)?.href;
  if (!/html/i.test(page.headers['content-type'] ?? 'text/html')) return undefined;
  return endpointInHtml(page.text(), page.url);
}

/** The endpoint that the elements of a page name. An empty `href` is the page itself. */
export function endpointInHtml(html: string, url: string): string | undefined {
  let base: string | undefined;
  let found: string | undefined;
  visitElements(html, (name, { rel, href }) => {
    if (name === 'base' && href !== undefined) base ??= URL.parse(href, url)?.href;
    if (found !== undefined || href === undefined || (name !== 'link' && name !== 'a')) return;
    if (rel?.toLowerCase().split(/\s+/).includes('webmention')) found = href;
  });
  return found === undefined ? undefined : URL.parse(found, base ?? url)?.href;
}
