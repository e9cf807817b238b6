import type { Cluster } from '../../deploy/cluster.ts';
import type { Facts } from '../../deploy/facts/facts.ts';
import { makePlan, type Target } from '../../deploy/plan/plan.ts';
import { type Step, stepInWords } from '../../deploy/plan/steps.ts';
import { applySteps, type Done, lockAll } from '../../deploy/run/apply.ts';
import type { CommandArgs } from '../command.ts';

type Args = Pick<CommandArgs, 'values' | 'json' | 'print' | 'progress'>;

type Check = (facts: ReadonlyMap<string, Facts>) => Promise<void> | void;

/** Looks at the servers, says what would be done or does it, and reports. Gives the exit code. */
export async function carryOut(
  cluster: Cluster,
  target: Target,
  args: Args,
  check: Check = () => {},
): Promise<number> {
  const begun = performance.now();
  if (args.values['dry-run']) {
    args.progress('Asking the servers …');
    const facts = await cluster.facts();
    await check(facts);
    return showPlan(makePlan(cluster, facts, target), args);
  }
  return report(await bringAbout(cluster, target, args, check), begun, args);
}

/** Has the servers be as they should, and gives what was done for that. */
export async function bringAbout(
  cluster: Cluster,
  target: Target,
  { json, print, progress }: Args,
  check: Check = () => {},
): Promise<Done[]> {
  progress('Asking the servers …');
  await using locks = await lockAll(cluster);
  const facts = await cluster.facts();
  await check(facts);
  const steps = makePlan(cluster, facts, target);
  const done: Done[] = [];
  await applySteps(cluster, facts, locks, steps, {
    progress,
    onDone(step) {
      done.push(step);
      if (!json) print(`${step.step} (${(step.ms / 1000).toFixed(1)} s)`);
    },
  });
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
