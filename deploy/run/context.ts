import type { Cluster } from '../cluster.ts';
import type { Facts } from '../facts/facts.ts';
import type { DeployedService } from '../inventory/known-services.ts';
import type { Lock } from './lock.ts';

/** What the steps of one deployment have in common. */
export interface RunContext {
  readonly cluster: Cluster;
  readonly facts: ReadonlyMap<string, Facts>;
  readonly locks: ReadonlyMap<string, Lock>;
  /** Services that have moved so far. */
  readonly moved: Set<DeployedService>;
  /** Says what is being done, for a person who waits. */
  progress(line: string): void;
}
