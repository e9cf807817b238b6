import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { recommendedView } from '../views/recommended.ts';
import { after } from './cursor.ts';

const ITEMS = 30;

/** `/reading/recommended`: what the owner recommends of what they read, of feeds with a tag or of all. */
export const recommendedPage = definePage({
  input: z.object({ tag: z.string().min(1).max(100).optional(), after }),
  cacheKey: ({ tag, after: from }) => `recommended:${tag ?? ''}:${from ?? ''}`,
  seconds: 30,
  async render({ web, frame, input: { tag, after: cursor }, call }) {
    const [shown, list] = await Promise.all([
      frame,
      web.reader.listRecommendations({ limit: ITEMS, cursor, tag }, call),
    ]);
    return { body: recommendedView(shown, { ...list, tag, first: cursor === undefined }).text };
  },
});
