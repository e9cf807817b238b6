import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { definePage } from '../http/page.ts';
import { archiveView } from '../views/archive.ts';
import { after } from './cursor.ts';

/** Titles alone are short: one page holds far more of them than of summaries. */
const TITLES_PER_PAGE = 100;

/** `/archive` and `/archive/YEAR`: every post by its title, month by month. */
export const archivePage = definePage({
  input: z.object({
    year: z
      .string()
      .regex(/^\d{4}$/)
      .transform(Number)
      .optional(),
    after,
  }),
  cacheKey: input => `archive:${input.year ?? ''}:${input.after ?? ''}`,
  async render({ web, frame, input, call }) {
    const [shown, { years }, list] = await Promise.all([
      frame,
      web.api.listYears({}, call),
      web.api.listPosts({ limit: TITLES_PER_PAGE, cursor: input.after, year: input.year }, call),
    ]);
    if (list.posts.length === 0 && input.year !== undefined)
      throw new AppError('not_found', 'There are no posts of this year.');
    return { body: archiveView(shown, { ...input, ...list, years }).text };
  },
});
