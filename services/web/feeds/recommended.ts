import { escapeHtml } from '../../../core/html/escape.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { Site } from '../../api/contract.ts';
import type { Recommendation } from '../../reader/contract.ts';
import type { WebContext } from '../context.ts';
import { readingFeed, withQuery } from '../views/paths.ts';
import { recommendedTitle } from '../views/reading-nav.ts';
import type { FeedFile } from './formats.ts';
import type { FeedLink, LinkSource } from './link-feeds.ts';

const ENTRIES = 30;
const PAGE = '/reading/recommended';

/** What the owner recommends, of feeds with a tag or of all: links to elsewhere, with the owner's words. */
export async function recommendedSource(
  web: Pick<WebContext, 'reader' | 'origin'>,
  known: Promise<Site>,
  { file, tag }: { readonly file: FeedFile; readonly tag: string | undefined },
  call: CallContext,
): Promise<LinkSource> {
  const [site, { recommendations }] = await Promise.all([
    known,
    web.reader.listRecommendations({ limit: ENTRIES, tag }, call),
  ]);
  const { origin } = web;
  return {
    site,
    origin,
    title: recommendedTitle(site, tag),
    page: withQuery(PAGE, { tag }),
    self: `${readingFeed('recommended', tag)}/${file}`,
    // Others are told of the site's own feeds alone.
    hubs: (site.hubs ?? []).slice(0, 1).map(hub => new URL(hub, origin).href),
    links: recommendations.map(one => linkOf(origin, one)),
  };
}

function linkOf(origin: string, one: Recommendation): FeedLink {
  const { id, url, title, author, at, feed } = one;
  return {
    // A tag URI (RFC 4151) of the day on which it was recommended: recommended again, it is news.
    id: `tag:${new URL(origin).hostname},${at.slice(0, 10)}:recommended:${id}`,
    url: url ?? `${origin}${PAGE}#r${id}`,
    title,
    author,
    at,
    html: contentOf(one),
    source: feed,
  };
}

function contentOf({ comment, summary, feed }: Recommendation): string {
  const said = comment ? `<p>${escapeHtml(comment).replaceAll('\n', '<br>')}</p>` : '';
  const from = feed
    ? `<p>From <a href="${escapeHtml(feed.siteUrl ?? feed.url)}">${escapeHtml(feed.title)}</a>.</p>`
    : '';
  return `${said}${summary ? `<blockquote><p>${escapeHtml(summary)}</p></blockquote>` : ''}${from}`;
}
