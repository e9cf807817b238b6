/** A video on a site that Croft knows the addresses of. */
export interface SiteVideo {
  /** As people call the site. */
  site: string;
  /** The page to watch it on. */
  url: string;
}

/** What an address shows when it is that of one video; undefined for any other. */
export function videoOf(address: string): SiteVideo | undefined {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.port !== '' || url.username !== '')
    return undefined;
  const host = url.hostname.replace(/^(?:www|m)\./, '');
  const path = url.pathname;
  if (host === 'youtu.be') return youtube(path.slice(1), url);
  if (host === 'youtube.com' || host === 'youtube-nocookie.com') {
    const [, id] = /^\/(?:shorts|embed|live)\/([^/]+)\/?$/.exec(path) ?? [];
    return youtube(path === '/watch' ? url.searchParams.get('v') : id, url);
  }
  const vimeo = host === 'vimeo.com' ? /^\/(\d{1,12}(?:\/[0-9a-f]{6,20})?)\/?$/.exec(path) : null;
  const player = host === 'player.vimeo.com' ? /^\/video\/(\d{1,12})\/?$/.exec(path) : null;
  const id = vimeo?.[1] ?? player?.[1];
  return id === undefined ? undefined : { site: 'Vimeo', url: `https://vimeo.com/${id}` };
}

/** Keeps the moment to start at, and none of what only tells who shared the address. */
function youtube(id: string | null | undefined, { searchParams }: URL): SiteVideo | undefined {
  if (!id || !/^[\w-]{6,20}$/.test(id)) return undefined;
  const from = searchParams.get('t') ?? searchParams.get('start') ?? '';
  const start = /^[\dhms]{1,12}$/.test(from) ? `&t=${from}` : '';
  return { site: 'YouTube', url: `https://www.youtube.com/watch?v=${id}${start}` };
}
