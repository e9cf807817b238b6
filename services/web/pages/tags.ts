import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { tagsView } from '../views/tags.ts';

/** `/tags`: every tag with how many posts it has. */
export const tagsPage = definePage({
  input: z.object({}),
  cacheKey: () => 'tags',
  async render({ web, frame, call }) {
    const [shown, { tags }] = await Promise.all([frame, web.api.listTags({}, call)]);
    return { body: tagsView(shown, tags).text };
  },
});
