import type { ApiContext } from '../../context.ts';
import type { FeedbackWords } from '../../contract.ts';
import { listWords } from '../../store/thread/feedback.ts';

export async function listFeedback(
  { db }: ApiContext,
  asked: { limit: number; cursor?: string | undefined },
): Promise<{ answers: FeedbackWords[]; next?: string }> {
  const { rows, ...next } = await listWords(db, asked);
  return { answers: rows, ...next };
}
