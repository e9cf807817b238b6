import type { ApiContext } from '../../context.ts';
import type { FeedbackCount } from '../../contract.ts';
import { countAnswers } from '../../store/thread/feedback.ts';

export async function countFeedback(
  { db }: ApiContext,
  { limit }: { limit: number },
): Promise<{ posts: FeedbackCount[] }> {
  return { posts: await countAnswers(db, limit) };
}
