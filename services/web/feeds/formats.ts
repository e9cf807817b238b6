import { atomFeed } from './atom.ts';
import { jsonFeed } from './json-feed.ts';
import { rssFeed } from './rss.ts';
import type { FeedSource } from './source.ts';

export interface FeedFormat {
  readonly name: string;
  readonly type: string;
  readonly write: (source: FeedSource) => string;
}

/** Each format that feeds come in, by the last part of its address. The first is the one that people are led to. */
export const feedFormats = {
  'feed.xml': { name: 'Atom', type: 'application/atom+xml', write: atomFeed },
  'rss.xml': { name: 'RSS', type: 'application/rss+xml', write: rssFeed },
  'feed.json': { name: 'JSON', type: 'application/feed+json', write: jsonFeed },
} as const satisfies Record<string, FeedFormat>;

export type FeedFile = keyof typeof feedFormats;
