import { type ConnectionOptions, fromKysely, type PgBoss } from 'pg-boss';
import type { z } from 'zod';
import { fromDatabase } from '../db/errors.ts';
import { AppError } from '../errors.ts';
import { type JobDefinition, SCHEDULING } from './definition.ts';

export interface SendOptions {
  /** Not before this time, or this many seconds from now. */
  readonly startAfter?: Date | number;
  /** What makes jobs the same to the queue's `policy`. */
  readonly singletonKey?: string;
  /** Higher runs first; 0 unless given. */
  readonly priority?: number;
  /** Stores the job in this transaction: it exists if and only if that is committed. */
  readonly trx?: QueryRunner;
}

/** What runs the statement that stores a job, in the transaction of its sender: Kysely's `Transaction` is one. */
export type QueryRunner = Parameters<typeof fromKysely>[0];

/** The sending side of a kind of job. */
export interface Queue<S extends z.ZodObject> {
  readonly name: string;
  /** Resolves, once the job is safely stored, to its id; undefined when the queue's policy has one like it already. */
  send(data: z.input<S>, options?: SendOptions): Promise<string | undefined>;
  /** Stores many in one statement. */
  sendMany(data: readonly z.input<S>[], options?: SendOptions): Promise<void>;
  /** Of a kind with a schedule: what its runs from the next one on are given, in whatever process and however much later. */
  giveNext(data: z.input<S>): Promise<void>;
}

/** The sending side of the queue `name`, which pg-boss knows by the time something is sent. */
export function createQueue<S extends z.ZodObject>(
  boss: PgBoss,
  name: string,
  { schema, schedule }: Pick<JobDefinition<S>, 'schema' | 'schedule'>,
): Queue<S> {
  function check(data: z.input<S>): object {
    const result = schema.safeParse(data);
    if (result.success) return data;
    throw new AppError('internal', `A job for ${name} does not fit its schema.`, { cause: result.error });
  }
  return {
    name,
    async send(data, options = {}) {
      const checked = check(data);
      try {
        const { trx, ...rest } = options;
        return (await boss.send(name, checked, { ...rest, ...inside(trx) })) ?? undefined;
      } catch (error) {
        throw fromDatabase(error);
      }
    },
    async sendMany(data, options = {}) {
      const { trx, ...rest } = options;
      const rows = data.map(each => ({ data: check(each), ...rest }));
      try {
        if (rows.length > 0) await boss.insert(name, rows, inside(trx));
      } catch (error) {
        throw fromDatabase(error);
      }
    },
    async giveNext(data) {
      if (schedule === undefined) throw new Error(`${name} has no schedule.`);
      try {
        await boss.schedule(name, schedule, check(data), SCHEDULING);
      } catch (error) {
        throw fromDatabase(error);
      }
    },
  };
}

function inside(trx: QueryRunner | undefined): ConnectionOptions {
  return trx === undefined ? {} : { db: fromKysely(trx) };
}
