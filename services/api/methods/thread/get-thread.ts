import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { CommentsState, Response } from '../../contract.ts';
import { readThread } from '../../store/thread/thread.ts';

export async function getThread(
  { db, config }: ApiContext,
  { slug }: { slug: string },
): Promise<{ responses: Response[]; comments: CommentsState; letters: boolean }> {
  const thread = await readThread(db, slug);
  if (!thread) throw new AppError('not_found', `There is no post "${slug}" here.`);
  return { ...thread, letters: config.smtp !== '' && config.mailFrom !== '' };
}
