import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Response } from '../../contract.ts';
import { listThread } from '../../store/thread/thread.ts';

export async function getThread(
  { db }: ApiContext,
  { slug }: { slug: string },
): Promise<{ responses: Response[] }> {
  const responses = await listThread(db, slug);
  if (!responses) throw new AppError('not_found', `There is no post "${slug}" here.`);
  return { responses };
}
