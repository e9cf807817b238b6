import { AppError } from '../../../core/errors.ts';

/** What a segment cannot hold decoded without meaning something else. */
const TELLING = /[/?#%\\\0]/;

/**
 * A path as redirects are kept under it: decoded, without query, fragment, doubled slashes and a slash at its end. Undefined
 * for what is no path, such as one with a broken percent-encoding.
 */
export function readablePath(path: string): string | undefined {
  const [bare = ''] = path.split(/[?#]/);
  if (!bare.startsWith('/')) return undefined;
  try {
    const segments = bare.split('/').filter(segment => segment !== '');
    return `/${segments.map(readable).join('/')}`;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function readable(segment: string): string {
  const text = decodeURIComponent(segment).normalize('NFC');
  // A space at the end of an address is taken for none.
  return TELLING.test(text) || text !== text.trim() ? segment : text;
}

/** Below these the site's own machinery answers. */
const TAKEN_WHOLE = /^\/(?:$|(?:admin|api|media|assets|setup|indieauth)(?:\/|$))/;
/** Pages and files that are always there. Fewer than a page may not be called: an old site's `/author` may lead elsewhere. */
const TAKEN = new Set(
  [
    ...[
      'about',
      'archive',
      'bot',
      'comments/feed.json',
      'comments/feed.xml',
      'comments/rss.xml',
      'favicon.ico',
      'favicon.svg',
      'feed.json',
      'feed.xml',
    ],
    ...[
      'icon.png',
      'invite',
      'manifest.webmanifest',
      'oembed',
      'pingback',
      'reading',
      'robots.txt',
      'rss.xml',
    ],
    ...['search', 'series', 'sign-in', 'sign-out', 'sitemap.xml', 'tags', 'webmention', 'websub'],
  ].map(name => `/${name}`),
);

/** Whether the site itself answers at a path, so that no redirect would ever be looked for there. */
export function isTaken(path: string): boolean {
  return TAKEN_WHOLE.test(path) || TAKEN.has(path);
}

/** Where a redirect leads: a path on this site, or an address elsewhere. Throws `invalid` for anything else. */
export function readTarget(target: string, origin: string): string {
  const url = URL.parse(target, origin);
  const onSite = url?.origin === origin;
  if (!url || !/^https?:$/.test(url.protocol) || !(onSite || /^https?:\/\//i.test(target)) || url.username)
    throw new AppError(
      'invalid',
      `"${target}" cannot be led to: use a path such as /posts/hello, or an https address.`,
      {
        details: { field: 'target' },
      },
    );
  if (!onSite) return url.href;
  if (url.search !== '' || url.hash !== '') return `${url.pathname}${url.search}${url.hash}`;
  return readablePath(url.pathname) ?? url.pathname;
}

/** A target as it stands in a Location header. */
export function encodeTarget(target: string): string {
  if (!target.startsWith('/')) return target;
  const { pathname, search, hash } = new URL(target, 'http://site.invalid');
  return `${pathname}${search}${hash}`;
}
