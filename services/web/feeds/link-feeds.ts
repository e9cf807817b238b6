import type { FeedFile } from './formats.ts';
import type { FeedHead } from './source.ts';
import { xml } from './xml.ts';

const NEVER = '1970-01-01T00:00:00.000Z';

/** Something elsewhere that a feed points to. */
export interface FeedLink {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly author: string | undefined;
  /** RFC 3339. */
  readonly at: string;
  readonly html: string;
  /** The feed that it is from. */
  readonly source: { readonly title: string; readonly url: string } | undefined;
}

/** What a feed of links is made from. */
export interface LinkSource extends FeedHead {
  /** The newest first. */
  readonly links: readonly FeedLink[];
}

/** Writes links to elsewhere in each format that feeds come in. */
export const linkFeeds: Readonly<Record<FeedFile, (source: LinkSource) => string>> = {
  'feed.xml': atom,
  'rss.xml': rss,
  'feed.json': json,
};

function atom({ site, origin, title, page, self, hubs, links }: LinkSource): string {
  const entries = links.map(
    one => `<entry>
<id>${xml(one.id)}</id>
<title>${xml(one.title)}</title>
<link rel="alternate" type="text/html" href="${xml(one.url)}"/>
<author><name>${xml(one.author ?? one.source?.title ?? site.author.name ?? site.title)}</name></author>
<published>${one.at}</published>
<updated>${one.at}</updated>
<content type="html">${xml(one.html)}</content>
</entry>
`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(site.language)}">
<id>${xml(origin + page)}</id>
<title>${xml(title)}</title>
<link rel="self" type="application/atom+xml" href="${xml(origin + self)}"/>
${hubs.map(hub => `<link rel="hub" href="${xml(hub)}"/>\n`).join('')}<link rel="alternate" type="text/html" href="${xml(origin + page)}"/>
<updated>${links[0]?.at ?? NEVER}</updated>
<author><name>${xml(site.author.name || site.title)}</name></author>
<generator>Croft</generator>
${entries.join('')}</feed>
`;
}

function rss({ site, origin, title, page, self, hubs, links }: LinkSource): string {
  const items = links.map(
    one => `<item>
<title>${xml(one.title)}</title>
<link>${xml(one.url)}</link>
<guid isPermaLink="false">${xml(one.id)}</guid>
<pubDate>${new Date(one.at).toUTCString()}</pubDate>
${one.source ? `<source url="${xml(one.source.url)}">${xml(one.source.title)}</source>\n` : ''}<description>${xml(one.html)}</description>
</item>
`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${xml(title)}</title>
<link>${xml(origin + page)}</link>
<description>${xml(title)}</description>
<language>${xml(site.language)}</language>
<atom:link rel="self" type="application/rss+xml" href="${xml(origin + self)}"/>
${hubs.map(hub => `<atom:link rel="hub" href="${xml(hub)}"/>\n`).join('')}<generator>Croft</generator>
${items.join('')}</channel>
</rss>
`;
}

function json({ site, origin, title, page, self, hubs, links }: LinkSource): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: origin + page,
    feed_url: origin + self,
    language: site.language,
    authors: [{ name: site.author.name || site.title, url: site.author.url ?? `${origin}/` }],
    hubs: hubs.length > 0 ? hubs.map(url => ({ type: 'WebSub', url })) : undefined,
    items: links.map(one => ({
      id: one.id,
      url: one.url,
      title: one.title,
      content_html: one.html,
      date_published: one.at,
      authors: one.author ? [{ name: one.author }] : undefined,
    })),
  });
}
