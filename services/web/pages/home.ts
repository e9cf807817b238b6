import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { homeView } from '../views/home.ts';
import { welcomeView } from '../views/welcome.ts';
import { after } from './cursor.ts';

/** `/`: the newest posts, and what to do first on a site that has none. */
export const homePage = definePage({
  input: z.object({ after }),
  cacheKey: input => `home:${input.after ?? ''}`,
  async render({ web, frame, input, call }) {
    const [shown, list] = await Promise.all([
      frame,
      web.api.listPosts({ limit: web.config.postsPerPage, cursor: input.after }, call),
    ]);
    const empty = list.posts.length === 0 && input.after === undefined;
    const page = empty ? welcomeView(shown) : homeView(shown, { ...list, first: input.after === undefined });
    return { body: page.text };
  },
});
