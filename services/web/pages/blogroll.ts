import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { blogrollView } from '../views/blogroll.ts';

/** `/blogroll`: every feed that the owner reads in public, by tag. */
export const blogrollPage = definePage({
  input: z.object({}),
  cacheKey: () => 'blogroll',
  seconds: 60,
  async render({ web, frame, call }) {
    const [shown, { feeds }] = await Promise.all([frame, web.reader.listFeeds({}, call)]);
    return { body: blogrollView(shown, feeds).text };
  },
});
