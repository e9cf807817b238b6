import type { ApiContext } from '../../context.ts';
import type { QueuedResponse } from '../../contract.ts';
import { listQueue, type QueueQuery } from '../../store/thread/queue.ts';

export async function listResponses(
  { db }: ApiContext,
  asked: QueueQuery,
): Promise<{ responses: QueuedResponse[]; next?: string }> {
  const { rows, ...next } = await listQueue(db, asked);
  return { responses: rows, ...next };
}
