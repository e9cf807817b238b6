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
    const { slug } = input;
    const [shown, { post, around, ...thread }] = await Promise.all([
      frame,
      web.api.getPostPage({ slug }, call),
    ]);
    return { body: postView(shown, { post, around, thread: threadView(shown, post, thread) }).text };
  },
  privately: (request, reader) => privatePost(request, reader, kind => kind !== 'page'),
});
