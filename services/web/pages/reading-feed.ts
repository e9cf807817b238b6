import { z } from 'zod';
import { type FeedFile, feedFormats } from '../feeds/formats.ts';
import { latestSource } from '../feeds/latest.ts';
import { linkFeeds } from '../feeds/link-feeds.ts';
import { recommendedSource } from '../feeds/recommended.ts';
import { webSubLinks } from '../feeds/source.ts';
import { definePage } from '../http/page.ts';

const SOURCES = { recommended: recommendedSource, latest: latestSource };

/** `/reading/feed.xml` and its kind, the recommendations, and `/reading/latest/feed.xml`, what comes in; with a tag below `/reading/tags/TAG`. */
export function readingFeedPage(file: FeedFile, of: keyof typeof SOURCES) {
  return definePage({
    input: z.object({ tag: z.string().min(1).max(100).optional() }),
    cacheKey: ({ tag }) => `${of}:${file}:${tag ?? ''}`,
    seconds: 60,
    async render({ web, frame, input: { tag }, call }) {
      const site = frame.then(shown => shown.site);
      const source = await SOURCES[of](web, site, { file, tag }, call);
      return {
        body: linkFeeds[file](source),
        type: `${feedFormats[file].type}; charset=utf-8`,
        lastModified: source.links[0]?.at,
        link: webSubLinks(source),
      };
    },
  });
}
