import { AppError } from '../../core/errors.ts';
import type { Cluster } from '../cluster.ts';
import type { Facts } from '../facts/facts.ts';
import { layout } from '../layout.ts';
import { type Step, stepInWords } from '../plan/steps.ts';
import { installRelease } from '../release/install.ts';
import type { Remote } from '../remote/ssh.ts';
import { allDone } from './all-done.ts';
import type { RunContext } from './context.ts';
import { switchGeneration } from './generations.ts';
import { leaveServer, prepareLeave } from './leave.ts';
import { type Lock, lockServer } from './lock.ts';
import { moveService } from './move-service.ts';
import { writeNames } from './names.ts';
import { prune } from './prune.ts';
import { guard, removeUnits, writeServerFiles } from './write-files.ts';

/** Steps that only prepare, in their order, and those that only clear away. */
const PREPARING: readonly Step['kind'][] = ['undo', 'files', 'guard', 'install'];
const FINISHING: readonly Step['kind'][] = ['leave', 'remove', 'prune', 'forget'];

export interface Done {
  readonly step: string;
  readonly ms: number;
}

export interface ApplyOptions {
  progress(line: string): void;
  /** Told of each step that is done. */
  onDone(done: Done): void;
}

/**
 * Does the steps of a plan, under the lock of every server, which the caller took before it made the plan. When one fails, what
 * was switched before it is switched back, and the error says so.
 */
export async function applySteps(
  cluster: Cluster,
  facts: ReadonlyMap<string, Facts>,
  locks: ReadonlyMap<string, Lock>,
  steps: readonly Step[],
  options: ApplyOptions,
): Promise<void> {
  const context: RunContext = { cluster, facts, locks, moved: new Set(), progress: options.progress };
  // What only prepares is done on all servers side by side, and nobody notices.
  for (const kind of PREPARING) await eachServer(steps.filter(step => step.kind === kind));
  const serving = steps.filter(({ kind }) => ![...PREPARING, ...FINISHING].includes(kind));
  if (serving.length > 0) for (const lock of locks.values()) lock.arm();
  try {
    for (const wave of waves(serving)) await eachServer(wave);
  } catch (error) {
    await revert(context).catch(() => {});
    throw error;
  }
  for (const lock of locks.values()) await lock.finish();
  // Nobody is led there any more, so that this undoes nothing when it fails, and is done by the next run.
  for (const kinds of [
    ['leave', 'remove'],
    ['prune', 'forget'],
  ])
    await allDone(steps.filter(({ kind }) => kinds.includes(kind)).map(one));

  async function eachServer(some: readonly Step[]): Promise<void> {
    const byServer = Map.groupBy(some, step => (step as { server: string }).server);
    await allDone(
      [...byServer.values()].map(async list => {
        for (const step of list) await one(step);
      }),
    );
  }

  async function one(step: Step): Promise<void> {
    const words = stepInWords(step);
    options.progress(`${words} …`);
    const begun = performance.now();
    await doStep(context, step);
    options.onDone({ step: words, ms: Math.round(performance.now() - begun) });
  }
}

/** Generations are replaced on all servers side by side, and `web`, which asks all others, after these; the rest goes step by step. */
function waves(steps: readonly Step[]): Step[][] {
  const all: Step[][] = [];
  let last: string | undefined;
  for (const step of steps) {
    const together =
      step.kind === 'start' || step.kind === 'switch' ? `generations ${step.service === 'web'}` : step.kind;
    if (together === last && together !== 'move') all.at(-1)!.push(step);
    else all.push([step]);
    last = together;
  }
  return all;
}

async function doStep(context: RunContext, step: Step): Promise<void> {
  const { cluster, facts } = context;
  switch (step.kind) {
    case 'files':
      return writeServerFiles(context, step.server, step.paths);
    case 'install': {
      const release = cluster.releases.get(step.release);
      return installRelease(cluster.remote(step.server), facts.get(step.server)!, cluster.releases, release);
    }
    case 'start':
    case 'switch':
      return switchGeneration(context, step.server, step.service, step.generation);
    case 'move':
      return moveService(context, step);
    case 'names':
      return writeNames(cluster, [step.server]);
    case 'remove':
      return removeUnits(context, step.server, step.units);
    case 'undo':
      return undo(cluster.remote(step.server));
    case 'guard':
      return guard(context, step.server);
    case 'prune':
      return prune(cluster.remote(step.server), step);
    case 'forget':
      return cluster.releases.remove(step.releases, step.layers);
    case 'leave':
      await prepareLeave(context, step.server, step.service, cluster.server(step.to).internal);
      return leaveServer(context, step.server, step.service);
  }
}

/** Switches back what this deployment has switched. */
async function revert({ cluster, facts, locks, progress }: RunContext): Promise<void> {
  progress('Switching back what was switched …');
  await Promise.allSettled(
    [...facts.keys()].map(async server => {
      await undo(cluster.remote(server));
      await locks.get(server)?.finish();
    }),
  );
}

/** Undoes what is in the journal of a server, or waits for whoever does. */
async function undo(remote: Remote): Promise<void> {
  await remote.run(`${layout.tools}/revert`, { timeout: 180_000 });
}

/** Takes the lock of each of these servers, or of none. */
export async function lockAll(
  cluster: Cluster,
  servers: readonly string[],
): Promise<ReadonlyMap<string, Lock> & AsyncDisposable> {
  const taken = new Map<string, Lock>();
  const release = async () => {
    await Promise.all([...taken.values()].map(lock => lock[Symbol.asyncDispose]()));
  };
  const asked = servers.map(async name => {
    taken.set(name, await lockServer(cluster.remote(name)));
  });
  const failed = (await Promise.allSettled(asked)).find(result => result.status === 'rejected');
  if (failed) {
    await release();
    throw failed.reason instanceof AppError
      ? failed.reason
      : new AppError('unavailable', String(failed.reason));
  }
  return Object.assign(taken, { [Symbol.asyncDispose]: release });
}
