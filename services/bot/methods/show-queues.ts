import type { BotContext } from '../context.ts';
import { countProcesses, roomQueues } from '../store/queues.ts';

/** What the bot has to do, in all processes and in this one. */
export async function showQueues({ db, queue }: Pick<BotContext, 'db' | 'queue'>) {
  const [rooms, processes] = await Promise.all([roomQueues(db), countProcesses(db)]);
  return { processes, running: queue.running, waiting: queue.waiting, rooms };
}
