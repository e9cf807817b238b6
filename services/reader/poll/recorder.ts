import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import { type PollRecord, recordPolls } from '../store/record-polls.ts';

/** Milliseconds for which outcomes are gathered before they are noted together. */
const GATHER = 500;

export interface Recorder {
  add(record: PollRecord): void;
  /** Notes what is left, and throws what went wrong with any: those feeds are polled again. */
  finish(): Promise<void>;
}

/** Notes the outcomes of polls in one statement for many. */
export function createRecorder(db: Kysely<Schema>): Recorder {
  let waiting: PollRecord[] = [];
  let noting: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let trouble: unknown;

  function note(): void {
    clearTimeout(timer);
    timer = undefined;
    const records = waiting;
    waiting = [];
    noting = noting
      .then(() => recordPolls(db, records))
      .catch(error => {
        trouble ??= error;
      });
  }

  return {
    add(record) {
      waiting.push(record);
      timer ??= setTimeout(note, GATHER);
    },
    async finish() {
      note();
      await noting;
      if (trouble !== undefined) throw trouble;
    },
  };
}
