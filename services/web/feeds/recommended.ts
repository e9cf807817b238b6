import { escapeHtml } from '../../../core/html/escape.ts';
import type { Site } from '../../api/contract.ts';
import type { Recommendation } from '../../reader/contract.ts';
import type { FeedFile } from './formats.ts';
import { xml } from './xml.ts';

const NEVER = '1970-01-01T00:00:00.000Z';

/** What a feed of recommendations is made from. */
export interface RecommendedSource {
  readonly site: Site;
  readonly origin: string;
  readonly title: string;
  /** Path of the feed. */
  readonly self: string;
  readonly recommendations: readonly Recommendation[];
}

const PAGE = '/reading/recommended';

/** Writes the recommendations in each format that feeds come in: links to elsewhere, with the owner's words. */
export const recommendedFeeds: Readonly<Record<FeedFile, (source: RecommendedSource) => string>> = {
  'feed.xml': atom,
  'rss.xml': rss,
  'feed.json': json,
};

function atom({ site, origin, title, self, recommendations }: RecommendedSource): string {
  const entries = recommendations.map(
    one => `<entry>
<id>${xml(entryId(origin, one))}</id>
<title>${xml(one.title)}</title>
<link rel="alternate" type="text/html" href="${xml(addressOf(origin, one))}"/>
<author><name>${xml(one.author ?? one.feed?.title ?? site.author.name ?? site.title)}</name></author>
<published>${one.at}</published>
<updated>${one.at}</updated>
<content type="html">${xml(contentOf(one))}</content>
</entry>
`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(site.language)}">
<id>${xml(origin + PAGE)}</id>
<title>${xml(title)}</title>
<link rel="self" type="application/atom+xml" href="${xml(origin + self)}"/>
<link rel="alternate" type="text/html" href="${xml(origin + PAGE)}"/>
<updated>${recommendations[0]?.at ?? NEVER}</updated>
<author><name>${xml(site.author.name || site.title)}</name></author>
<generator>Croft</generator>
${entries.join('')}</feed>
`;
}

function rss({ site, origin, title, self, recommendations }: RecommendedSource): string {
  const items = recommendations.map(
    one => `<item>
<title>${xml(one.title)}</title>
<link>${xml(addressOf(origin, one))}</link>
<guid isPermaLink="false">${xml(entryId(origin, one))}</guid>
<pubDate>${new Date(one.at).toUTCString()}</pubDate>
${one.feed ? `<source url="${xml(one.feed.url)}">${xml(one.feed.title)}</source>\n` : ''}<description>${xml(contentOf(one))}</description>
</item>
`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${xml(title)}</title>
<link>${xml(origin + PAGE)}</link>
<description>${xml(title)}</description>
<language>${xml(site.language)}</language>
<atom:link rel="self" type="application/rss+xml" href="${xml(origin + self)}"/>
<generator>Croft</generator>
${items.join('')}</channel>
</rss>
`;
}

function json({ site, origin, title, self, recommendations }: RecommendedSource): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: origin + PAGE,
    feed_url: origin + self,
    language: site.language,
    authors: [{ name: site.author.name || site.title, url: site.author.url ?? `${origin}/` }],
    items: recommendations.map(one => ({
      id: entryId(origin, one),
      url: addressOf(origin, one),
      title: one.title,
      content_html: contentOf(one),
      date_published: one.at,
      authors: one.author ? [{ name: one.author }] : undefined,
    })),
  });
}

/** A tag URI (RFC 4151) of the day on which it was recommended: recommended again, it is news. */
function entryId(origin: string, { id, at }: Recommendation): string {
  return `tag:${new URL(origin).hostname},${at.slice(0, 10)}:recommended:${id}`;
}

function addressOf(origin: string, { url, id }: Recommendation): string {
  return url ?? `${origin}${PAGE}#r${id}`;
}

function contentOf({ comment, summary, feed }: Recommendation): string {
  const said = comment ? `<p>${escapeHtml(comment).replaceAll('\n', '<br>')}</p>` : '';
  const from = feed
    ? `<p>From <a href="${escapeHtml(feed.siteUrl ?? feed.url)}">${escapeHtml(feed.title)}</a>.</p>`
    : '';
  return `${said}${summary ? `<blockquote><p>${escapeHtml(summary)}</p></blockquote>` : ''}${from}`;
}
