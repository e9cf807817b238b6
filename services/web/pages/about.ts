import { z } from 'zod';
import { toAppError } from '../../../core/errors.ts';
import { definePage } from '../http/page.ts';
import { aboutView } from '../views/about.ts';
import { postView } from '../views/post.ts';

/** `/about`: the owner's own page of that name, or else what the settings say of the author. */
export const aboutPage = definePage({
  input: z.object({}),
  cacheKey: () => 'about',
  async render({ web, frame, call }) {
    const own = web.api.getPage({ slug: 'about' }, call).catch((thrown: unknown) => {
      if (toAppError(thrown).code === 'not_found') return undefined;
      throw thrown;
    });
    const [shown, post] = await Promise.all([frame, own]);
    return { body: (post === undefined ? aboutView(shown) : postView(shown, { post })).text };
  },
});
