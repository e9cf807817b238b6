import { z } from 'zod';
import { type FeedFile, feedFormats } from '../feeds/formats.ts';
import { feedSource, webSubLinks } from '../feeds/source.ts';
import { definePage } from '../http/page.ts';

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
