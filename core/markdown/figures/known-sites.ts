/** What a card is of. */
export type CardKind = 'video' | 'audio' | 'image' | 'post';

/** Something on a site that Croft knows the addresses of. */
export interface SiteWork {
  readonly kind: CardKind;
  /** As people call the site. */
  readonly site: string;
  /** The page that shows it. */
  readonly url: string;
  /** What it is called where nobody says: who wrote a post. */
  readonly name?: string;
}

type Read = (url: URL) => SiteWork | undefined;

/** By host, without `www.` and `m.`. */
const SITES: Readonly<Record<string, Read>> = {
  'youtu.be': url => youtube(url.pathname.slice(1), url),
  'youtube.com': youtubePage,
  'youtube-nocookie.com': youtubePage,
  'vimeo.com': at(
    /^\/(\d{1,12}(?:\/[0-9a-f]{6,20})?)\/?$/,
    'video',
    'Vimeo',
    id => `https://vimeo.com/${id}`,
  ),
  'player.vimeo.com': at(/^\/video\/(\d{1,12})\/?$/, 'video', 'Vimeo', id => `https://vimeo.com/${id}`),
  'dailymotion.com': at(/^\/video\/([a-z0-9]{5,12})\/?$/i, 'video', 'Dailymotion', dailymotion),
  'dai.ly': at(/^\/([a-z0-9]{5,12})$/i, 'video', 'Dailymotion', dailymotion),
  'soundcloud.com': at(
    /^\/([\w-]{1,60}\/(?:sets\/)?[\w-]{1,200})\/?$/,
    'audio',
    'SoundCloud',
    path => `https://soundcloud.com/${path}`,
  ),
  'archive.org': at(
    /^\/(?:details|embed)\/([\w.-]{1,100})\/?$/,
    'video',
    'Internet Archive',
    id => `https://archive.org/details/${id}`,
  ),
  'bsky.app': ({ pathname }) => {
    const [, name, id] = /^\/profile\/([\w.:-]{3,100})\/post\/([a-z0-9]{8,20})\/?$/.exec(pathname) ?? [];
    if (name === undefined) return undefined;
    const url = `https://bsky.app/profile/${name}/post/${id}`;
    return { kind: 'post', site: 'Bluesky', url, ...(!name.startsWith('did:') && { name: `@${name}` }) };
  },
};

/** Pages of a SoundCloud artist that are no recording. */
const LISTS = /\/(?:sets|tracks|albums|reposts|likes|followers|following|popular-tracks)\/?$/;

/** What an address shows when it is that of one work on a known site, or on one of a kind; undefined for any other. */
export function workOf(address: string): SiteWork | undefined {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.port !== '' || url.username !== '')
    return undefined;
  const host = url.hostname.replace(/^(?:www|m)\./, '');
  const known = Object.hasOwn(SITES, host) ? SITES[host] : undefined;
  if (known) return host === 'soundcloud.com' && LISTS.test(url.pathname) ? undefined : known(url);
  return bandcamp(url) ?? peertube(url) ?? mastodon(url);
}

function at(pattern: RegExp, kind: CardKind, site: string, toUrl: (found: string) => string): Read {
  return ({ pathname }) => {
    const found = pattern.exec(pathname)?.[1];
    return found === undefined ? undefined : { kind, site, url: toUrl(found) };
  };
}

function youtubePage(url: URL): SiteWork | undefined {
  const [, id] = /^\/(?:shorts|embed|live)\/([^/]+)\/?$/.exec(url.pathname) ?? [];
  return youtube(url.pathname === '/watch' ? url.searchParams.get('v') : id, url);
}

/** Keeps the moment to start at, and none of what only tells who shared the address. */
function youtube(id: string | null | undefined, { searchParams }: URL): SiteWork | undefined {
  if (!id || !/^[\w-]{6,20}$/.test(id)) return undefined;
  const from = searchParams.get('t') ?? searchParams.get('start') ?? '';
  const start = /^[\dhms]{1,12}$/.test(from) ? `&t=${from}` : '';
  return { kind: 'video', site: 'YouTube', url: `https://www.youtube.com/watch?v=${id}${start}` };
}

function dailymotion(id: string): string {
  return `https://www.dailymotion.com/video/${id}`;
}

function bandcamp({ hostname, pathname }: URL): SiteWork | undefined {
  if (!hostname.endsWith('.bandcamp.com')) return undefined;
  const [path] = /^\/(?:track|album)\/[\w-]{1,200}/.exec(pathname) ?? [];
  if (path === undefined) return undefined;
  return { kind: 'audio', site: 'Bandcamp', url: `https://${hostname}${path}` };
}

/** Of any host: nothing else has addresses like these. */
function peertube({ hostname, pathname, searchParams }: URL): SiteWork | undefined {
  const uuid = /^\/videos\/(?:watch|embed)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/.exec(
    pathname,
  )?.[1];
  const id =
    uuid ?? /^\/(?:w|videos\/watch|videos\/embed)\/([1-9A-HJ-NP-Za-km-z]{21,22})\/?$/.exec(pathname)?.[1];
  const start = /^[\dhms]{1,12}$/.exec(searchParams.get('start') ?? '')?.[0];
  if (id === undefined) return undefined;
  const url = `https://${hostname}/w/${id}${start ? `?start=${start}` : ''}`;
  return { kind: 'video', site: `PeerTube, ${hostname}`, url };
}

/** A post of Mastodon, or of what has taken over its addresses, on any host. */
function mastodon({ hostname, pathname }: URL): SiteWork | undefined {
  const [, name, home = hostname, id] =
    /^\/@(\w{1,60})(?:@([\w.-]{3,100}))?\/(\d{15,20})\/?$/.exec(pathname) ?? [];
  if (name === undefined) return undefined;
  const path = home === hostname ? `@${name}` : `@${name}@${home}`;
  return {
    kind: 'post',
    site: `Mastodon, ${hostname}`,
    url: `https://${hostname}/${path}/${id}`,
    name: `@${name}@${home}`,
  };
}
