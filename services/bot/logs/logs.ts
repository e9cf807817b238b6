import type { Transaction } from 'kysely';
import type { LogLine } from '../contract/logs.ts';
import type { Message } from '../contract.ts';
import type { Schema } from '../schema.ts';
import type { AskedLines } from '../store/log.ts';
import type { Forgotten } from '../store/people.ts';

/** What actions do with what was logged. */
export interface Logs {
  /** Turns logging of a room on or off, and says so there. */
  set(room: string, change: { logged: boolean; logHours?: number }): Promise<void>;
  /** Newest first. */
  find(asked: AskedLines & { readonly room: string }): Promise<LogLine[]>;
  /** Gives how many lines that were. */
  erase(trx: Transaction<Schema>, of: { room: string }): Promise<number>;
  /** Erases what is kept of who says this, on their network. */
  forget(trx: Transaction<Schema>, said: Pick<Message, 'room' | 'sender'>): Promise<Forgotten>;
  /** Has what they said in joined rooms erased by who carries it; undefined while that is not to be had. */
  forgetCarried(said: Pick<Message, 'room' | 'sender'>): Promise<number | undefined>;
}
