import { createHash } from 'node:crypto';
import { toAppError } from '../../../core/errors.ts';
import type { Fetcher } from '../../../core/fetch/index.ts';
import { imageType } from '../images/image-type.ts';
import type { IconlessFeed } from '../store/icons.ts';
import { iconLinks } from './icon-links.ts';

export interface Icon {
  /** The first 16 bytes of its SHA-256, in hexadecimal. */
  readonly hash: string;
  readonly type: string;
  readonly data: Uint8Array;
}

/** Bytes of an icon, and of the page that names it. */
const MAX_BYTES = 50_000;
const MAX_PAGE = 5_000_000;
/** Icons of a page that are tried. */
const TRIED = 5;
const SHOWN = new Set(['image/png', 'image/x-icon', 'image/webp', 'image/gif', 'image/jpeg']);

type IconContext = { readonly fetcher: Fetcher };

/**
 * The picture of a site, small enough to be kept, or else that which its feed names; undefined when neither has one that can
 * be shown. Throws only when stopped.
 */
export async function findIcon(
  ctx: IconContext,
  { site_url, icon_url }: Pick<IconlessFeed, 'site_url' | 'icon_url'>,
  signal: AbortSignal,
): Promise<Icon | undefined> {
  const found = await links(ctx, site_url, signal);
  for (const url of icon_url === null ? found : new Set([...found, icon_url])) {
    const body = await get(ctx, url, signal, { accept: 'image/*', maxBytes: MAX_BYTES });
    const type = body && imageType(body.bytes);
    if (body && type !== undefined && SHOWN.has(type)) {
      const hash = createHash('sha256').update(body.bytes).digest('hex').slice(0, 32);
      return { hash, type, data: body.bytes };
    }
  }
  return undefined;
}

async function links(ctx: IconContext, siteUrl: string, signal: AbortSignal): Promise<string[]> {
  // An outline of OPML may have anything for an address.
  if (!URL.canParse(siteUrl)) return [];
  const page = await get(ctx, siteUrl, signal, { accept: 'text/html', maxBytes: MAX_PAGE });
  const found = page ? iconLinks(page.text(), page.url) : [new URL('/favicon.ico', siteUrl).href];
  // The last is the one that browsers try, and counts among those that are tried.
  return [...found.slice(0, TRIED - 1), ...found.slice(TRIED - 1).slice(-1)];
}

/** What is at an address; undefined for whatever goes wrong there, since an icon is worth no more. */
async function get(
  { fetcher }: IconContext,
  url: string,
  signal: AbortSignal,
  options: { accept: string; maxBytes: number },
): Promise<{ url: string; bytes: Uint8Array; text(): string } | undefined> {
  try {
    const answer = await fetcher.fetch(url, { ...options, signal });
    if (answer.status !== 200) return undefined;
    return { url: answer.url, bytes: answer.body, text: answer.text };
  } catch (error) {
    signal.throwIfAborted();
    if (toAppError(error).code === 'internal') throw error;
    return undefined;
  }
}
