import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { PostSummary } from '../../contract.ts';
import { toSummary } from '../../store/posts/post-row.ts';
import { listPartsOf } from '../../store/posts/series.ts';
import { describeTerm } from '../../store/terms/terms.ts';

const MOST = 500;

export async function getSeries(
  { db }: Pick<ApiContext, 'db'>,
  { slug }: { slug: string },
): Promise<{ slug: string; name: string; description?: string; posts: PostSummary[] }> {
  const posts = (await listPartsOf(db, slug, MOST)).map(toSummary);
  const series = posts[0]?.series;
  if (!series) throw new AppError('not_found', `There is no series "${slug}" here.`);
  const description = await describeTerm(db, 'series', series.slug);
  return { ...series, ...(description ? { description } : {}), posts };
}
