interface Place {
  /** The host and its subdomains; any host when it is missing. */
  readonly host?: string;
  readonly path: RegExp;
  /** Addresses, relative to the page, from what the expression found. */
  readonly feeds: (match: RegExpExecArray, page: URL, html: string) => readonly (string | undefined)[];
}

const NAME = '[\\w.-]+';
const at = (path: string) => new RegExp(`^${path}$`, 'i');

/** Where sites keep the feeds of their pages, for those whose pages do not name them, or name them in the wrong order. */
const PLACES: readonly Place[] = [
  {
    host: 'youtube.com',
    path: /^/,
    feeds: (_, page, html) => {
      const list = page.searchParams.get('list');
      const channel = /^\/channel\/(UC[\w-]{22})/.exec(page.pathname)?.[1] ?? youtubeChannel(html);
      if (list !== null) return [`/feeds/videos.xml?playlist_id=${encodeURIComponent(list)}`];
      return [channel && `/feeds/videos.xml?channel_id=${channel}`];
    },
  },
  {
    host: 'github.com',
    path: at(`/(${NAME}/${NAME})(?:/.*)?`),
    feeds: ([, repository]) => ['releases', 'tags', 'commits'].map(list => `/${repository}/${list}.atom`),
  },
  { host: 'github.com', path: at(`/(${NAME})/?`), feeds: ([, owner]) => [`/${owner}.atom`] },
  {
    host: 'gitlab.com',
    path: at(`/((?:${NAME}/)+?${NAME})/?(?:/-/.*)?`),
    feeds: ([, project]) => [`/${project}/-/tags?format=atom`, `/${project}.atom`],
  },
  {
    host: 'codeberg.org',
    path: at(`/(${NAME}/${NAME})(?:/.*)?`),
    feeds: ([, repository]) => [`/${repository}/releases.rss`, `/${repository}.rss`],
  },
  {
    host: 'reddit.com',
    path: at(`/((?:r|u|user)/${NAME}(?:/(?:new|top|hot|rising|submitted|comments(?:/.+?)?))?)/?`),
    feeds: ([, path]) => [`/${path}/.rss`],
  },
  {
    host: 'bsky.app',
    path: at('/profile/([^/]+)(?:/.*)?'),
    feeds: ([, profile]) => [`/profile/${profile}/rss`],
  },
  {
    host: 'www.tumblr.com',
    path: at(`/(?:blog/)?(?:view/)?(${NAME})(?:/.*)?`),
    feeds: ([, blog]) => [`https://${blog}.tumblr.com/rss`],
  },
  { host: 'tumblr.com', path: /^/, feeds: () => ['/rss'] },
  { host: 'substack.com', path: /^(?!\/@)/, feeds: () => ['/feed'] },
  {
    host: 'medium.com',
    path: at(`/(@?${NAME})?(?:/.*)?`),
    feeds: ([, name], { hostname }) => [
      /^(?:www\.)?medium\.com$/.test(hostname) ? name && `/feed/${name}` : '/feed',
    ],
  },
  { host: 'blogspot.com', path: /^/, feeds: () => ['/feeds/posts/default'] },
  {
    host: 'vimeo.com',
    path: at(`/(?!\\d+$)((?:channels/)?${NAME})(?:/videos)?/?`),
    feeds: ([, name]) => [`/${name}/videos/rss`],
  },
  {
    host: 'soundcloud.com',
    path: /^/,
    feeds: (_, _page, html) => {
      const user = /soundcloud:(?:\/\/)?users:(\d{1,12})/.exec(html)?.[1];
      return [user && `https://feeds.soundcloud.com/users/soundcloud:users:${user}/sounds.rss`];
    },
  },
  // Mastodon and what speaks like it, and Lemmy, on hosts of their own.
  { path: at('/(@[\\w.-]+)(?:/\\d*)?/?'), feeds: ([, name]) => [`/${name}.rss`] },
  { path: at('/users/([\\w.-]+)/?'), feeds: ([, name]) => [`/users/${name}.rss`, `/users/${name}.atom`] },
  { path: at('/(c|u)/([\\w.-]+)/?'), feeds: ([, kind, name]) => [`/feeds/${kind}/${name}.xml`] },
];

/** Feeds of a page on a site that is known, the best first; none for any other. `html` is what the page holds. */
export function knownFeeds(pageUrl: string, html: string): string[] {
  const page = new URL(pageUrl);
  const place = PLACES.find(({ host, path }) => isOn(page.hostname, host) && path.test(page.pathname));
  if (place === undefined) return [];
  const found = place.feeds(place.path.exec(page.pathname)!, page, html.slice(0, 3_000_000));
  return found.filter(feed => feed !== undefined).map(feed => new URL(feed, page.origin).href);
}

function isOn(hostname: string, host: string | undefined): boolean {
  return host === undefined || hostname === host || hostname.endsWith(`.${host}`);
}

/** The channel that a page of a video, a handle or a custom name belongs to. */
function youtubeChannel(html: string): string | undefined {
  return /(?:itemprop="(?:identifier|channelId)" content="|"(?:externalId|channelId)":"|\/channel\/)(UC[\w-]{22})/.exec(
    html,
  )?.[1];
}
