import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { seriesView } from '../views/series.ts';

/** `/series/SLUG`: the parts of one series, first to last. */
export const seriesPage = definePage({
  input: z.object({ slug: z.string().min(1).max(200) }),
  cacheKey: input => `series:${input.slug}`,
  async render({ web, frame, input, call }) {
    const [shown, series] = await Promise.all([frame, web.api.getSeries({ slug: input.slug }, call)]);
    return { body: seriesView(shown, series).text };
  },
});
