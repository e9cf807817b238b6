/** Hosts, with everything below them, whose images are for counting alone. */
const HOSTS = new Set([
  'ad.doubleclick.net',
  'analytics.twitter.com',
  'b.scorecardresearch.com',
  'bat.bing.com',
  'google-analytics.com',
  'mc.yandex.ru',
  'pi.feedsportal.com',
  'pixel.mathtag.com',
  'pixel.quantserve.com',
  'pixel.wp.com',
  'px.ads.linkedin.com',
  'sb.scorecardresearch.com',
  'stats.wordpress.com',
  'stats.wp.com',
  'statcounter.com',
  'web-stat.com',
]);

/** Counters below hosts that also have other things. */
const PLACES: readonly (readonly [host: string, path: RegExp])[] = [
  ['blogger.googleusercontent.com', /^\/tracker\//],
  ['facebook.com', /^\/tr(?:\/|$)/],
  ['feeds.feedburner.com', /^\/~r\//],
  ['feeds.wordpress.com', /^\/1\.0\//],
  ['feedproxy.google.com', /^\/~r\//],
  ['flattr.com', /^\/_\//],
  ['medium.com', /^\/_\/stat/],
  ['hits.theguardian.com', /^\/b\/ss\//],
  ['list-manage.com', /^\/track\/open\.php$/],
  ['plausible.io', /^\/api\/event/],
];

/** Counters that a site runs for itself. */
const PATHS = /\/(?:matomo|piwik)\.php$|\/__utm\.gif$|\/(?:pixel|spacer|blank|clear|1x1)\.gif$/i;

/** Whether an image's address is that of a known counter of readers. */
export function isCounter(address: string): boolean {
  const url = URL.parse(address);
  if (!url) return false;
  return (
    PATHS.test(url.pathname) ||
    hostsOf(url.hostname).some(
      host => HOSTS.has(host) || PLACES.some(([place, path]) => place === host && path.test(url.pathname)),
    )
  );
}

/** A host and those that it is below: `a.b.example`, `b.example`, `example`. */
function hostsOf(hostname: string): string[] {
  const labels = hostname.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}
