import type { ApiContext } from '../../context.ts';
import { countQueue } from '../../store/thread/queue.ts';

export async function countResponses({ db }: ApiContext): Promise<{ pending: number; spam: number }> {
  return countQueue(db);
}
