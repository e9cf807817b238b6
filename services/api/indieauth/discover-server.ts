import { AppError } from '../../../core/errors.ts';
import type { ApiContext } from '../context.ts';
import { readHtmlLinks } from './html-links.ts';
import { readLinks } from './link-header.ts';

/** The server at which a site's owner signs in. */
export interface Server {
  readonly authorizationEndpoint: string;
  /** What its answers must call it; undefined where it has no metadata document. */
  readonly issuer: string | undefined;
  /** The address that was asked and where it led. */
  readonly seen: string[];
  /** The page itself. */
  readonly html: string;
}

const FETCH = { maxBytes: 2_000_000, timeouts: { total: 6_000 }, ignoreRetryAfter: true };

/** Finds the server of a profile URL (https://indieauth.spec.indieweb.org/#discovery-by-clients). Throws `sign_in_failed` when it names none. */
export async function discoverServer(ctx: ApiContext, profile: string): Promise<Server> {
  const page = await ctx.fetcher.fetch(profile, {
    ...FETCH,
    accept: 'text/html,application/xhtml+xml;q=0.9',
  });
  if (page.status !== 200)
    throw signInFailed(`${new URL(profile).host} answered with the status ${page.status}.`);
  const isHtml = /html/i.test(page.headers['content-type'] ?? '');
  const html = isHtml ? page.text() : '';
  const inHeader = readLinks(page.headers['link'], page.url);
  const inPage = readHtmlLinks(html, page.url);
  const first = (rel: string) => inHeader.get(rel)?.[0] ?? inPage.get(rel)?.[0];
  const common = { seen: [...new Set([profile, page.url])], html };
  const metadata = first('indieauth-metadata');
  if (metadata !== undefined) return { ...(await readMetadata(ctx, metadata)), ...common };
  const endpoint = first('authorization_endpoint');
  if (endpoint === undefined)
    throw signInFailed(
      `${new URL(page.url).host} does not say where its owner signs in: it has no rel="indieauth-metadata".`,
    );
  return { authorizationEndpoint: webAddress(endpoint), issuer: undefined, ...common };
}

async function readMetadata(
  ctx: ApiContext,
  address: string,
): Promise<Pick<Server, 'authorizationEndpoint' | 'issuer'>> {
  const answer = await ctx.fetcher.fetch(address, { ...FETCH, accept: 'application/json' });
  let document: { issuer?: unknown; authorization_endpoint?: unknown } | null = null;
  try {
    document = answer.status === 200 ? JSON.parse(answer.text()) : null;
  } catch {
    // What is not JSON is no metadata.
  }
  const { issuer, authorization_endpoint: endpoint } = document ?? {};
  if (typeof issuer !== 'string' || typeof endpoint !== 'string' || !answer.url.startsWith(issuer))
    throw signInFailed(`The sign-in server of ${new URL(address).host} describes itself wrongly.`);
  return { authorizationEndpoint: webAddress(endpoint, answer.url), issuer };
}

function webAddress(text: string, base?: string): string {
  const url = URL.parse(text, base);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw signInFailed('The sign-in server has no proper address.');
  return url.href;
}

export function signInFailed(message: string): AppError {
  return new AppError('forbidden', message, { reason: 'sign_in_failed' });
}
