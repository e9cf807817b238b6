import type { Cluster } from '../../deploy/cluster.ts';
import { checkServer } from '../../deploy/facts/check-server.ts';
import { crashWords } from '../../deploy/facts/crashes.ts';
import { healthOf } from '../../deploy/facts/health.ts';
import { runningOn, type ServiceProcess } from '../../deploy/facts/processes.ts';
import { layout } from '../../deploy/layout.ts';
import { makePlan } from '../../deploy/plan/plan.ts';
import type { Step } from '../../deploy/plan/steps.ts';
import { type Finding, finding } from './check.ts';
import { checkDatabaseFrom } from './database.ts';
import { judgeHealth } from './judge-health.ts';
import { checkFromServer, checkName, checkStrangers } from './network.ts';
import { checkPublicSite } from './public-site.ts';

/** Looks at every server of an inventory from here and at all others from each, and changes nothing. */
export async function checkServers(cluster: Cluster, origin: string): Promise<Finding[]> {
  const { inventory } = cluster.wanted;
  const looked = await Promise.all(
    inventory.servers.map(async ({ name }) => {
      try {
        return await look(cluster, name);
      } catch (error) {
        return { findings: [finding('server', 'fail', (error as Error).message)], processes: undefined };
      }
    }),
  );
  const processes = looked.flatMap(({ processes }) => processes ?? []);
  const findings = looked.flatMap(({ findings }) => findings);
  const all = looked.every(({ processes }) => processes !== undefined);
  return [
    ...findings,
    ...(all ? [await checkPlan(cluster)] : []),
    ...checkVersions(processes),
    ...(inventory.backups === undefined
      ? [finding('backup', 'warn', "none is made by itself: backups: { to: '/var/backups/croft' }")]
      : []),
    ...(await checkStrangers(inventory)),
    await checkName(inventory, origin),
    ...(await checkPublicSite(inventory, origin)),
  ];
}

async function look(
  cluster: Cluster,
  name: string,
): Promise<{ findings: Finding[]; processes: readonly ServiceProcess[] }> {
  const { inventory } = cluster.wanted;
  const remote = cluster.remote(name);
  const [check, health, { processes, crashes }, network] = await Promise.all([
    checkServer(remote),
    healthOf(remote, inventory.backups?.to),
    runningOn(remote),
    checkFromServer(cluster, name),
  ]);
  const api = inventory.services.find(({ name }) => name === 'api')!;
  const generation = api.on.includes(name) ? check.facts.services.get('api')?.current : undefined;
  const ready = inventory.services
    .filter(({ on }) => on.includes(name))
    .map(service => {
      const here = processes.find(one => one.service === service.name && one.ready);
      if (here === undefined)
        return finding(service.name, 'fail', `${name}: not ready; croft logs ${service.name} says why`);
      return here.restarts > 0
        ? finding(service.name, 'warn', `${name}: ready, after ${here.restarts} crashes`)
        : finding(service.name, 'ok', `${name}: ready`);
    });
  const crashed = crashWords(crashes, Date.now());
  return {
    processes,
    findings: [
      finding('server', 'ok', `${name}: ${check.facts.system}, systemd ${check.facts.systemd}`),
      ...check.problems.map(words => finding('server', 'fail', `${name}: ${words}`)),
      ...check.warnings.map(words => finding('server', 'warn', `${name}: ${words}`)),
      ...(check.facts.unfinished
        ? [finding('server', 'warn', `${name}: a deployment was not finished; it is undone within a minute`)]
        : []),
      ...judgeHealth(health, inventory, Date.now()),
      ...ready,
      ...(crashed
        ? [finding('crashes', 'warn', `${name}: ${crashed}; reports are in ${layout.crashes} there`)]
        : []),
      ...network,
      ...(generation ? [await checkDatabaseFrom(remote, api, generation)] : []),
    ],
  };
}

async function checkPlan(cluster: Cluster): Promise<Finding> {
  let steps: readonly Step[];
  try {
    steps = makePlan(cluster, await cluster.facts());
  } catch (error) {
    return finding('plan', 'fail', (error as Error).message);
  }
  return steps.length === 0
    ? finding('plan', 'ok', 'the servers are as croft.config.ts says')
    : finding(
        'plan',
        'warn',
        `${steps.length} things are not as croft.config.ts says: croft plan shows them`,
      );
}

function checkVersions(processes: readonly ServiceProcess[]): Finding[] {
  const releases = Map.groupBy(processes, ({ release }) => release);
  if (releases.size === 0) return [];
  const words = [...releases].map(
    ([release, of]) => `${release}: ${[...new Set(of.map(({ service }) => service))].join(', ')}`,
  );
  return [
    releases.size === 1
      ? finding('versions', 'ok', `all run ${[...releases.keys()][0]}`)
      : finding('versions', 'warn', `${words.join('; ')}. croft deploy has all run the newest`),
  ];
}
