import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { searchView } from '../views/search.ts';

/** `/search?q=`: posts that have all the words. Not kept: queries are endless. */
export const searchPage = definePage({
  input: z.object({
    q: z.string().trim().max(200).catch('').default(''),
    after: z.string().max(100).optional().catch(undefined),
  }),
  cacheKey: input => (input.q === '' ? 'search' : undefined),
  async render({ web, frame, input, call }) {
    const asked = { query: input.q, limit: 50, cursor: input.after };
    const search = input.q === '' ? undefined : web.api.searchPosts(asked, call);
    const [shown, found] = await Promise.all([frame, search]);
    return { body: searchView(shown, { query: input.q, after: input.after, ...found }).text };
  },
});
