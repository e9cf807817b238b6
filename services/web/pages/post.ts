import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { postView } from '../views/post.ts';
import { threadView } from '../views/thread/thread.ts';
import { privatePost } from './private-post.ts';

/** `/posts/SLUG`: one post. */
export const postPage = definePage({
  input: z.object({ slug: z.string().min(1).max(200) }),
  cacheKey: input => `post:${input.slug}`,
  async render({ web, frame, input, call }) {
    const site = frame.then(shown => shown.site);
    const { post, around, talk, insets, ...talking } = await web.posts.read(input.slug, site, call);
    const shown = await frame;
    const thread = threadView(shown, post, talk, talking);
    return { body: postView(shown, { post, around, thread }).text, insets };
  },
  privately: (request, reader) => privatePost(request, reader, kind => kind !== 'page'),
});
