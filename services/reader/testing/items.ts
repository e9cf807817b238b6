import type { ParsedItem } from '../parse/parsed-feed.ts';

/** An entry of a feed at `https://a.example/`, published in some hour of 2025. */
export function entry(guid: string, hour = 0, change: Partial<ParsedItem> = {}): ParsedItem {
  return {
    guid,
    url: `https://a.example/${guid}`,
    title: guid,
    author: undefined,
    html: `<p>about ${guid}</p>`,
    summaryHtml: undefined,
    base: 'https://a.example/',
    publishedAt: new Date(Date.UTC(2025, 0, 1, hour)),
    updatedAt: undefined,
    categories: [],
    enclosures: [],
    image: undefined,
    commentsUrl: undefined,
    chaptersUrl: undefined,
    transcriptUrl: undefined,
    episode: undefined,
    ...change,
  };
}

/** A feed as it is subscribed to. */
export function outline(name: string, tags: readonly string[] = []) {
  return { url: `https://${name}.example/`, title: name, siteUrl: undefined, tags: [...tags] };
}
