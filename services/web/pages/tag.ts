import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { definePage } from '../http/page.ts';
import { tagView } from '../views/tag.ts';
import { after } from './cursor.ts';

/** `/tags/SLUG`: the posts of one tag. */
export const tagPage = definePage({
  input: z.object({ slug: z.string().min(1).max(200), after }),
  cacheKey: input => `tag:${input.slug}:${input.after ?? ''}`,
  async render({ web, frame, input, call }) {
    const [shown, { description: about }, list] = await Promise.all([
      frame,
      web.api.describeTerm({ kind: 'tag', slug: input.slug }, call),
      web.api.listPosts({ limit: web.config.postsPerPage, cursor: input.after, tag: input.slug }, call),
    ]);
    const tag = list.posts[0]?.tags.find(({ slug }) => slug === input.slug);
    if (tag === undefined) throw new AppError('not_found', 'No post has this tag.');
    return { body: tagView(shown, { tag, about, ...list, first: input.after === undefined }).text };
  },
});
