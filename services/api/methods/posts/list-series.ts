import type { ApiContext } from '../../context.ts';
import { listPublicSeries } from '../../store/posts/series.ts';

export async function listSeries({ db }: ApiContext) {
  return { series: await listPublicSeries(db) };
}
