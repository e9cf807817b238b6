import type { Decision } from '../contract/moderation.ts';
import type { Rules } from '../contract/room-rules.ts';

/** What moderators do by command. */
export interface Moderating {
  /** What was last done to somebody of this name in a room and holds, or has counted. */
  latest(room: string, name: string): Promise<Decision | undefined>;
  takeBack(id: string, by: string): Promise<Decision>;
  /** Throws `invalid` for a word or pattern that cannot be used. */
  setRules(room: string, change: Partial<Rules>): Promise<Rules>;
}
