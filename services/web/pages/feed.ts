import { z } from 'zod';
import { type FeedFile, feedFormats } from '../feeds/formats.ts';
import { type FeedSource, feedSource } from '../feeds/source.ts';
import { definePage } from '../http/page.ts';

/** What subscribers of a hub look for in the header, and take the feed's own address from (https://www.w3.org/TR/websub/#discovery). */
function webSubLinks({ hubs, origin, self }: FeedSource): string | undefined {
  if (hubs.length === 0) return undefined;
  return [...hubs.map(hub => `<${hub}>; rel="hub"`), `<${origin}${self}>; rel="self"`].join(', ');
}

/** `/feed.xml` and its kind, and of one tag or series `/tags/SLUG/feed.xml` and `/series/SLUG/feed.xml`. */
export function feedPage(file: FeedFile, of: 'site' | 'tag' | 'series') {
  const { type, write } = feedFormats[file];
  return definePage({
    input: z.object({ slug: z.string().max(200).default('') }),
    cacheKey: ({ slug }) => `${file}:${of}:${of === 'site' ? '' : slug}`,
    async render({ web, frame, input: { slug }, call }) {
      const site = frame.then(shown => shown.site);
      const source = await feedSource(web, site, file, of === 'site' ? { of } : { of, slug }, call);
      return {
        body: write(source),
        type: `${type}; charset=utf-8`,
        lastModified: source.updated,
        link: webSubLinks(source),
      };
    },
  });
}
