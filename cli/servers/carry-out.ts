import type { Cluster } from '../../deploy/cluster.ts';
import type { Facts } from '../../deploy/facts/facts.ts';
import type { DeployedService } from '../../deploy/inventory/known-services.ts';
import { makePlan, type Target } from '../../deploy/plan/plan.ts';
import { pruneSteps } from '../../deploy/plan/prune.ts';
import { type Step, stepInWords } from '../../deploy/plan/steps.ts';
import { applySteps, type Done, lockAll } from '../../deploy/run/apply.ts';
import { tellPlaces } from '../../deploy/run/tell-places.ts';
import type { CommandArgs } from '../command.ts';

type Args = Pick<CommandArgs, 'values' | 'json' | 'print' | 'progress'>;

export interface Extent {
  /** Throws when it must not be done, before anything is touched. */
  check?(facts: ReadonlyMap<string, Facts>): Promise<void> | void;
  /** The servers that are asked and changed; all of them unless given. */
  readonly servers?: readonly string[] | undefined;
  /** Where services are afterwards that a command moves: remembered when they are there. */
  readonly moved?: ReadonlyMap<DeployedService, readonly string[]>;
}

/** Looks at the servers, says what would be done or does it, and reports. Gives the exit code. */
export async function carryOut(
  cluster: Cluster,
  target: Target,
  args: Args,
  extent: Extent = {},
): Promise<number> {
  const begun = performance.now();
  if (args.values['dry-run']) {
    args.progress('Asking the servers …');
    const facts = await cluster.facts(extent.servers);
    await extent.check?.(facts);
    return showPlan(makePlan(cluster, facts, target), args);
  }
  return report(await bringAbout(cluster, target, args, extent), begun, args);
}

/** Has the servers be as they should, and gives what was done for that. */
export async function bringAbout(
  cluster: Cluster,
  target: Target,
  { json, print, progress }: Args,
  { check, servers = cluster.wanted.inventory.servers.map(({ name }) => name), moved }: Extent = {},
): Promise<Done[]> {
  progress('Asking the servers …');
  await using locks = await lockAll(cluster, servers);
  const done: Done[] = [];
  const run = async (known: ReadonlyMap<string, Facts>, steps: readonly Step[]) =>
    applySteps(cluster, known, locks, steps, {
      progress,
      onDone(step) {
        done.push(step);
        if (!json) print(`${step.step} (${(step.ms / 1000).toFixed(1)} s)`);
      },
    });
  const clearAway = async (known: ReadonlyMap<string, Facts>) => {
    const unneeded = pruneSteps(cluster, known);
    // What is still to be undone would be taken for finished.
    const unfinished = [...known.values()].some(fact => fact.unfinished);
    if (unneeded.length > 0 && !unfinished) await run(known, unneeded);
  };
  let facts = await cluster.facts(servers);
  let steps = makePlan(cluster, facts, target);
  const undo = steps.filter(({ kind }) => kind === 'undo');
  if (undo.length > 0) {
    await run(facts, undo);
    facts = await cluster.facts(servers);
    steps = makePlan(cluster, facts, target);
  }
  await check?.(facts);
  const work = steps.filter(({ kind }) => kind !== 'prune' && kind !== 'forget');
  try {
    await run(facts, work);
  } catch (error) {
    // Also what was refused leaves something, which the next run would have to remove.
    await cluster
      .facts(servers)
      .then(clearAway)
      .catch(() => {});
    throw error;
  }
  if (moved) cluster.places.set(cluster.said, moved);
  if (work.length > 0) facts = await cluster.facts(servers);
  await clearAway(facts);
  await tellPlaces(cluster, facts);
  return done;
}

/** Says what was done since `begun`, as performance.now() gave it. Gives the exit code. */
export function report(
  done: readonly Done[],
  begun: number,
  { json, print }: Pick<Args, 'json' | 'print'>,
): number {
  const ms = Math.round(performance.now() - begun);
  if (json) print(JSON.stringify({ done, ms }));
  else print(done.length === 0 ? 'Everything is as it should be.' : `Done in ${(ms / 1000).toFixed(1)} s.`);
  return 0;
}

/** Prints a plan without touching anything. */
export function showPlan(
  steps: readonly Step[],
  { json, print }: Pick<CommandArgs, 'json' | 'print'>,
): number {
  if (json) print(JSON.stringify({ steps: steps.map(step => ({ ...step, words: stepInWords(step) })) }));
  else if (steps.length === 0) print('Everything is as it should be.');
  else for (const step of steps) print(stepInWords(step));
  return 0;
}
