import { z } from 'zod';
import { type FeedFile, feedFormats } from '../feeds/formats.ts';
import { feedSource } from '../feeds/source.ts';
import { definePage } from '../http/page.ts';

/** `/feed.xml` and its kind, and `/tags/SLUG/feed.xml`: with a tag in the path the feed is that tag's. */
export function feedPage(file: FeedFile) {
  const { type, write } = feedFormats[file];
  return definePage({
    input: z.object({ slug: z.string().min(1).max(200).optional() }),
    cacheKey: ({ slug }) => `${file}:${slug ?? ''}`,
    async render({ web, frame, input: { slug }, call }) {
      const site = frame.then(shown => shown.site);
      const source = await feedSource(web, site, file, slug, call);
      return { body: write(source), type: `${type}; charset=utf-8`, lastModified: source.updated };
    },
  });
}
