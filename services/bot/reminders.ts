import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import type { Queue } from '../../core/jobs/index.ts';
import type { RemindJob } from './jobs/remind.ts';
import type { Schema } from './schema.ts';
import {
  addReminder,
  listReminders,
  type NewReminder,
  type Reminder,
  removeReminder,
} from './store/reminders.ts';

/** What actions do with reminders. */
export interface Reminders {
  /** Stores it with the job that says it when it is due. Throws `rate_limited` when too many wait. */
  add(trx: Transaction<Schema>, reminder: NewReminder): Promise<Reminder>;
  /** Those that somebody asked for in a room, the next one first. */
  list(room: string, by: string, person: string | undefined): Promise<Reminder[]>;
  /** Takes one back; false when it is away already. */
  remove(trx: Transaction<Schema>, id: string): Promise<boolean>;
}

/** Reminders in the database; `queue` is where their jobs go. */
export function storedReminders(db: Kysely<Schema>, queue: () => Queue<typeof RemindJob>): Reminders {
  return {
    async add(trx, reminder) {
      const added = await addReminder(trx, reminder);
      const data: z.input<typeof RemindJob> = { id: added.id };
      await queue().send(data, { startAfter: added.due_at, singletonKey: added.id, trx });
      return added;
    },
    list: (room, by, person) => listReminders(db, room, by, person),
    remove: removeReminder,
  };
}
