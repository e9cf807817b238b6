import type { Kysely } from 'kysely';
import type { Decision } from '../contract/moderation.ts';
import type { Rules } from '../contract/room-rules.ts';
import type { Schema } from '../schema.ts';

/** What moderators do by command. */
export interface Moderating {
  /** What was last done to somebody of this name in a room and holds, or has counted. */
  latest(db: Kysely<Schema>, room: string, name: string): Promise<Decision | undefined>;
  takeBack(id: string, by: string): Promise<Decision>;
  /** Throws `invalid` for a word or pattern that cannot be used. */
  setRules(room: string, change: Partial<Rules>): Promise<Rules>;
}
