import { AppError } from '../errors.ts';
import type { TaskTypes } from './helper.ts';

interface Request {
  id: number;
  name: string;
  asked: never;
}

/** What a task throws; one with a reason is an `AppError`. */
export interface Problem {
  message: string;
  reason?: string | undefined;
  details?: unknown;
}

export type Reply = { id: number } & ({ given: unknown } | { problem: Problem });

/** The side of a helper that works: answers each task by its handler for as long as somebody may ask. */
export function serveHelper<T extends TaskTypes>(
  handlers: {
    [N in keyof T & string]: (asked: T[N]['asked']) => Promise<T[N]['given']>;
  },
): void {
  process.on('message', async ({ id, name, asked }: Request) => {
    const handler = (handlers as Record<string, (asked: never) => Promise<unknown>>)[name];
    const reply = await (handler === undefined
      ? Promise.reject(new Error(`There is no task ${name}.`))
      : handler(asked)
    )
      .then((given): Reply => ({ id, given }))
      .catch((error: Error): Reply => {
        const { message } = error;
        if (!(error instanceof AppError)) return { id, problem: { message } };
        return { id, problem: { message, reason: error.reason, details: error.details } };
      });
    process.send?.(reply);
  });
  // Whoever asked is gone.
  process.on('disconnect', () => process.exit());
}
