import { z } from 'zod';
import { definePage } from '../http/page.ts';
import { allSeriesView } from '../views/all-series.ts';

/** `/series`: every series with how many parts it has. */
export const allSeriesPage = definePage({
  input: z.object({}),
  cacheKey: () => 'all-series',
  async render({ web, frame, call }) {
    const [shown, { series }] = await Promise.all([frame, web.api.listSeries({}, call)]);
    return { body: allSeriesView(shown, series).text };
  },
});
