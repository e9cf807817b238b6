import { z } from 'zod';
import type { FeedFile } from '../feeds/formats.ts';
import { feedFormats } from '../feeds/formats.ts';
import { recommendedFeeds } from '../feeds/recommended.ts';
import { definePage } from '../http/page.ts';
import { recommendedTitle, recommendedView } from '../views/recommended.ts';
import { after } from './cursor.ts';

const ITEMS = 30;

/** `/reading/recommended`: what the owner recommends of what they read. */
export const recommendedPage = definePage({
  input: z.object({ after }),
  cacheKey: input => `recommended:${input.after ?? ''}`,
  seconds: 30,
  async render({ web, frame, input, call }) {
    const [shown, list] = await Promise.all([
      frame,
      web.reader.listRecommendations({ limit: ITEMS, cursor: input.after }, call),
    ]);
    return { body: recommendedView(shown, { ...list, first: input.after === undefined }).text };
  },
});

/** `/reading/feed.xml` and its kind: the recommendations as a feed. */
export function recommendedFeedPage(file: FeedFile) {
  return definePage({
    input: z.object({}),
    cacheKey: () => `recommended:${file}`,
    seconds: 60,
    async render({ web, frame, call }) {
      const [{ site }, { recommendations }] = await Promise.all([
        frame,
        web.reader.listRecommendations({ limit: ITEMS }, call),
      ]);
      const source = {
        site,
        origin: web.origin,
        title: recommendedTitle(site),
        self: `/reading/${file}`,
        recommendations,
      };
      return {
        body: recommendedFeeds[file](source),
        type: `${feedFormats[file].type}; charset=utf-8`,
        lastModified: recommendations[0]?.at,
      };
    },
  });
}
