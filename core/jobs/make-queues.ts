import type { PgBoss } from 'pg-boss';
import { type NamedDefinition, queueOptions, SCHEDULING } from './definition.ts';

/**
 * Makes the queues and schedules that are not there and changes those that are otherwise. On most starts nothing is, which
 * two questions tell: to save each of them again takes five statements for a queue.
 */
export async function makeQueues(boss: PgBoss, definitions: readonly NamedDefinition[]): Promise<void> {
  if (definitions.length === 0) return;
  const found = await boss.getQueues(definitions.map(({ name }) => name));
  const queues = new Map(found.map(queue => [queue.name, queue]));
  const schedules = new Map((await boss.getSchedules()).map(schedule => [schedule.name, schedule]));
  for (const { name, definition } of definitions) {
    const { policy, ...changeable } = queueOptions(definition);
    const queue = queues.get(name);
    if (!queue) await boss.createQueue(name, { policy, ...changeable });
    else if (!holds(queue, changeable)) await boss.updateQueue(name, changeable);
    const schedule = schedules.get(name);
    if (!definition.schedule) {
      if (schedule) await boss.unschedule(name);
    } else if (schedule?.cron !== definition.schedule || !holds(schedule.options ?? {}, SCHEDULING))
      await boss.schedule(name, definition.schedule, {}, SCHEDULING);
  }
}

/** Whether every value that is wanted is there. */
function holds(there: object, wanted: object): boolean {
  const values = there as Record<string, unknown>;
  return Object.entries(wanted).every(([key, value]) => values[key] === value);
}
