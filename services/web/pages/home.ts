import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { homeView } from '../views/home.ts';
import { welcomeView } from '../views/welcome.ts';
import { after } from './cursor.ts';

const MOST_PINNED = 10;

/** `/`: what is pinned, then the newest posts, and what to do first on a site that has none. */
export const homePage = definePage({
  input: z.object({ after }),
  cacheKey: input => `home:${input.after ?? ''}`,
  async render({ web, frame, input, call }) {
    const first = input.after === undefined;
    const [shown, list, pinned] = await Promise.all([
      frame,
      web.api.listPosts({ limit: web.config.postsPerPage, cursor: input.after }, call),
      first ? web.api.listPosts({ limit: MOST_PINNED, pinned: true }, call) : { posts: [] },
    ]);
    if (list.posts.length === 0 && first) return { body: welcomeView(shown).text };
    const ahead = new Set(pinned.posts.map(({ id }) => id));
    const posts = [...pinned.posts, ...list.posts.filter(({ id }) => !ahead.has(id))];
    return { body: homeView(shown, { ...list, posts, first }).text };
  },
});
