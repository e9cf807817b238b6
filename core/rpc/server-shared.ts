import type { Log } from '../log.ts';
import type { EventFanout } from './event-fanout.ts';
import type { Limits } from './limits.ts';
import type { ServedContract } from './served.ts';
import type { Sweep } from './sweep.ts';

export interface ServedService extends ServedContract {
  readonly events: EventFanout | undefined;
}

/** What the connections of one server share. */
export interface ServerShared {
  readonly services: ReadonlyMap<string, ServedService>;
  readonly limits: Limits;
  readonly log: Log;
  readonly sweep: Sweep;
  readonly draining: boolean;
  /** A call ended, or a peer said goodbye: a drain may be over. */
  settled(): void;
}
