import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { postView } from '../views/post.ts';
import { privatePost } from './private-post.ts';

/** `/SLUG`: a page of the owner's, such as `/now`. */
export const sitePage = definePage({
  input: z.object({ slug: z.string().min(1).max(200) }),
  cacheKey: input => `page:${input.slug}`,
  async render({ web, frame, input, call }) {
    const [shown, post] = await Promise.all([frame, web.api.getPage({ slug: input.slug }, call)]);
    return { body: postView(shown, { post }).text };
  },
  privately: (request, reader) => privatePost(request, reader, kind => kind === 'page'),
});
