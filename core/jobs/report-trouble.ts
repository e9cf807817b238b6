import type { PgBoss } from 'pg-boss';
import { isConnectionTrouble } from '../db/errors.ts';
import type { Log } from '../log.ts';

const SAY_EVERY = 10_000;

/** Logs what pg-boss reports. While the database is away every fetcher fails every two seconds: one line covers them. */
export function reportTrouble(boss: PgBoss, log: Log): void {
  let saidAt = Number.NEGATIVE_INFINITY;
  boss.on('error', error => {
    if (!isConnectionTrouble(error)) {
      log.error({ err: error }, 'Trouble with background jobs.');
      return;
    }
    if (performance.now() - saidAt < SAY_EVERY) return;
    saidAt = performance.now();
    log.warn({ reason: error.message }, 'Background jobs wait for the database.');
  });
  boss.on('warning', ({ message, data }) => log.warn({ data }, message));
}
