import { AppError } from '../../../core/errors.ts';
import type { FetchResult } from '../../../core/fetch/index.ts';
import type { ApiContext } from '../context.ts';
import type { ClientInfo } from '../contract.ts';
import { keepAvatar } from '../mentions/avatar.ts';
import { allItems, isA, parseMicroformats, textOf } from '../mentions/microformats.ts';
import { isLoopback } from './client-id.ts';
import { readHtmlLinks } from './html-links.ts';
import { readLinks } from './link-header.ts';

/** What a client's page says, before it is believed. */
interface Told {
  name?: string | undefined;
  url?: string | undefined;
  logo?: string | undefined;
  redirects: string[];
}

export interface Client extends ClientInfo {
  /** Where it may be answered besides its own host. */
  readonly redirects: readonly string[];
}

const LARGEST = 500_000;

/**
 * What a client says of itself at its id (https://indieauth.spec.indieweb.org/#client-information-discovery): a metadata
 * document in JSON, or a page with an h-app. A client whose page cannot be had is known by its host alone. Throws
 * `invalid_client` for a document that is another client's.
 */
export async function describeClient(ctx: ApiContext, id: URL, asked: string): Promise<Client> {
  const told = isLoopback(id) ? undefined : await readClient(ctx, id, asked);
  const logo = told?.logo === undefined ? undefined : await keepAvatar(ctx, told.logo);
  const name = told?.name?.replace(/\s+/g, ' ').trim().slice(0, 100);
  return {
    id: asked,
    host: id.host,
    name: name || id.host,
    ...(told?.url === undefined ? {} : { url: told.url }),
    ...(logo === undefined ? {} : { logo }),
    known: told !== undefined,
    redirects: told?.redirects ?? [],
  };
}

async function readClient(ctx: ApiContext, id: URL, asked: string): Promise<Told | undefined> {
  let page: FetchResult;
  try {
    page = await ctx.fetcher.fetch(id.href, {
      accept: 'application/json, text/html;q=0.9',
      maxBytes: LARGEST,
      redirects: 3,
      timeouts: { total: 5_000 },
      ignoreRetryAfter: true,
    });
  } catch (error) {
    ctx.log.debug({ err: error, client: id.host }, 'the page of an IndieAuth client could not be had');
    return undefined;
  }
  // A page that another host answers with is not the client's own word.
  if (page.status !== 200 || new URL(page.url).host !== id.host) return undefined;
  return /\bjson\b/.test(page.headers['content-type'] ?? '') ? fromJson(page, asked) : fromHtml(page);
}

function fromJson(page: FetchResult, asked: string): Told {
  let document: Record<string, unknown>;
  try {
    document = JSON.parse(page.text()) as Record<string, unknown>;
  } catch {
    return { redirects: [] };
  }
  if (document?.['client_id'] !== asked)
    throw new AppError('invalid', 'The program that sent you here is not the one that its page describes.', {
      reason: 'invalid_client',
    });
  const { client_name: name, client_uri: url, logo_uri: logo, redirect_uris: redirects } = document;
  return {
    name: typeof name === 'string' ? name : undefined,
    // It must be a part of the id, so that a client cannot pass for another one's.
    url: typeof url === 'string' && asked.startsWith(url) ? webAddress(url, page.url) : undefined,
    logo: typeof logo === 'string' ? webAddress(logo, page.url) : undefined,
    redirects: Array.isArray(redirects) ? resolved(redirects, page.url) : [],
  };
}

/** The older way, a page with an h-app: https://indieweb.org/h-app */
async function fromHtml(page: FetchResult): Promise<Told> {
  const redirects = [
    ...(readLinks(page.headers['link'], page.url).get('redirect_uri') ?? []),
    ...(readHtmlLinks(page.text(), page.url).get('redirect_uri') ?? []),
  ];
  const document = await parseMicroformats(page.text(), page.url);
  if (document === undefined) return { redirects };
  const items = [...allItems(document.items)].map(([item]) => item);
  const app = items.find(item => isA(item, 'h-app') || isA(item, 'h-x-app'));
  const logo = app && (textOf(app, 'logo') ?? textOf(app, 'photo'));
  return {
    name: app && textOf(app, 'name'),
    url: webAddress((app && textOf(app, 'url')) ?? page.url, page.url),
    logo: logo === undefined ? undefined : webAddress(logo, page.url),
    redirects,
  };
}

function resolved(addresses: readonly unknown[], base: string): string[] {
  return addresses.slice(0, 100).flatMap(one => {
    const url = typeof one === 'string' ? URL.parse(one, base) : null;
    return url === null ? [] : [url.href];
  });
}

function webAddress(text: string, base: string): string | undefined {
  const url = URL.parse(text, base);
  return url !== null && /^https?:$/.test(url.protocol) && url.href.length <= 2000 ? url.href : undefined;
}
