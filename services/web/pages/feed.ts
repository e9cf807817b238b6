import { z } from 'zod';
import { atomFeed } from '../feeds/atom.ts';
import { jsonFeed } from '../feeds/json-feed.ts';
import { feedSource } from '../feeds/source.ts';
import { definePage } from '../http/page.ts';

/** With a tag in the path the feed is that tag's. */
const input = z.object({ slug: z.string().min(1).max(200).optional() });

/** `/feed.xml` and `/tags/SLUG/feed.xml`. */
export const atomPage = definePage({
  input,
  cacheKey: ({ slug }) => `atom:${slug ?? ''}`,
  async render({ web, frame, input: { slug }, call }) {
    const site = frame.then(shown => shown.site);
    const source = await feedSource(web, site, 'feed.xml', slug, call);
    return {
      body: atomFeed(source),
      type: 'application/atom+xml; charset=utf-8',
      lastModified: source.updated,
    };
  },
});

/** `/feed.json` and `/tags/SLUG/feed.json`. */
export const jsonFeedPage = definePage({
  input,
  cacheKey: ({ slug }) => `json:${slug ?? ''}`,
  async render({ web, frame, input: { slug }, call }) {
    const site = frame.then(shown => shown.site);
    const source = await feedSource(web, site, 'feed.json', slug, call);
    return {
      body: jsonFeed(source),
      type: 'application/feed+json; charset=utf-8',
      lastModified: source.updated,
    };
  },
});
