import { AppError } from '../../core/errors.ts';
import type { Cluster } from '../cluster.ts';
import type { DeployedService } from '../inventory/known-services.ts';
import { layout, unitName } from '../layout.ts';
import { hostsOf } from '../plan/plan.ts';
import type { Remote } from '../remote/ssh.ts';
import { allDone } from './all-done.ts';
import type { RunContext } from './context.ts';
import { placeOf, writeGeneration } from './generations.ts';
import { leaveServer, prepareLeave } from './leave.ts';
import { copyState, listScript, readListing } from './move-state.ts';
import { writeNames } from './names.ts';

export interface Move {
  readonly service: DeployedService;
  readonly from: string;
  readonly server: string;
  readonly generation: string;
}

/** Seconds after which a service that was stopped to be moved is started again where it was, when nobody has gone on. */
const REVERT_AFTER = 15;

/**
 * Moves a service with its files. They are copied while it serves, and the new process is made and waits; then the old one ends, what
 * has changed since is copied, and the new one begins. Requests wait in the sockets from the one to the other, and are passed on.
 */
export async function moveService(context: RunContext, move: Move): Promise<void> {
  const { cluster, locks, progress } = context;
  const { service, from, server, generation } = move;
  const { state } = placeOf(context, service);
  const there = cluster.remote(from);
  const here = cluster.remote(server);
  const unit = unitName(service, generation);
  const hold = `${layout.hold}/${service}`;
  const wants = `${layout.units}/multi-user.target.wants`;
  const old = (await there.run(`basename "$(readlink ${layout.current}/${service})"`)).trim();
  await mend(context, move, old);
  const script = listScript(service, state);
  const list = async (remote: Remote) => readListing(await remote.run(script));
  const copyFiles = async () => {
    const [files, kept] = await Promise.all([list(there), list(here)]);
    await copyState({ remote: there, files }, { remote: here, files: kept }, service);
  };
  const startWaiting = async () => {
    await writeGeneration(context, server, service, generation);
    await here.run(
      `mkdir -p ${layout.hold} && touch ${hold} && echo '${service} - ${generation} wait' >> ${layout.journal} && systemctl start --no-block ${unit}
${waitFor(unit, 'standby')}`,
      { timeout: 90_000 },
    );
  };
  const everywhere = cluster.wanted.inventory.servers.map(({ name }) => name);
  try {
    progress(`${server}: copying the files of ${service} from ${from}, and starting it …`);
    await allDone([
      copyFiles(),
      startWaiting(),
      prepareLeave(context, from, service, cluster.server(server).internal),
    ]);
    for (const lock of locks.values()) lock.check();
    progress(`${service}: from ${from} to ${server} …`);
    // What was written since is sent once more, so that little is left for the moment in which nobody serves.
    const [since, arrived] = await Promise.all([list(there), list(here)]);
    await copyState({ remote: there, files: since }, { remote: here, files: arrived }, service);
    // From here to `running` requests wait: new ones at the new server, those on their way at the old one.
    const [last] = await Promise.all([
      there.run(`${stopFor(service, unitName(service, old))}\n${script}`),
      writeNames(whereNow(context, service, server), everywhere),
    ]);
    await copyState({ remote: there, files: readListing(last) }, { remote: here, files: since }, service);
    await Promise.all([
      // In one go, so that it is there as what serves even when the line to here is lost.
      here.run(
        `systemctl stop --no-block croft-${service}-forward.service 2>/dev/null
set -e; rm -f ${hold}; (${waitFor(unit, 'running')})
ln -sfn ${layout.generations}/${generation} ${layout.current}/${service}; ln -sf ${layout.units}/${unit} ${wants}/${unit}`,
        { timeout: 90_000 },
      ),
      there.run(
        `systemctl stop croft-unmove-${service}.timer; systemctl kill -s USR2 croft-${service}-forward.service`,
      ),
    ]);
  } catch (error) {
    await here.run(`systemctl stop ${unit}; rm -f ${hold}`).catch(() => {});
    await there
      .run(
        `systemctl stop croft-unmove-${service}.timer croft-${service}-forward.service; systemctl start ${unitName(service, old)}`,
      )
      .catch(() => {});
    await writeNames(whereNow(context, service, from), everywhere).catch(() => {});
    throw new AppError('unavailable', `${service} stays on ${from}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  // It has moved: nothing of that is to be undone.
  context.moved.add(service);
  await Promise.all([...locks.values()].map(lock => lock.finish()));
  for (const lock of locks.values()) lock.arm();
  await leaveServer(context, from, service);
}

/** What a move that was broken off has left: the old process serves again, names lead to it, and no other waits to take over. */
async function mend(context: RunContext, move: Move, old: string): Promise<void> {
  const { cluster, facts } = context;
  const { service, from, server } = move;
  const waiting = facts.get(server)!.services.get(service)?.active ?? [];
  const stopped = !facts.get(from)!.services.get(service)!.active.includes(old);
  if (waiting.length > 0)
    await cluster
      .remote(server)
      .run(
        `systemctl stop ${waiting.map(one => unitName(service, one)).join(' ')}; rm -f ${layout.hold}/${service}`,
      );
  await cluster
    .remote(from)
    .run(
      `systemctl stop croft-unmove-${service}.timer 2>/dev/null; ${stopped ? `systemctl start ${unitName(service, old)}` : 'true'}`,
      { timeout: 90_000 },
    );
  const before = whereNow(context, service, from);
  const astray = [...facts.values()]
    .filter(fact => fact.hosts !== '' && fact.hosts !== hostsOf(before.wanted.inventory, fact.server))
    .map(fact => fact.server);
  await writeNames(before, astray);
}

/** Ends a service, and starts it again when nobody has gone on in time. */
function stopFor(service: DeployedService, unit: string): string {
  const timer = `--on-active=${REVERT_AFTER} --timer-property=AccuracySec=1s --unit=croft-unmove-${service}`;
  return `systemd-run --quiet --collect ${timer} systemctl start ${unit} && systemctl stop ${unit} 2>/dev/null`;
}

/** The servers with one service where it is said to be, and the others where they are until their turn comes. */
function whereNow({ cluster, facts, moved }: RunContext, service: DeployedService, server: string): Cluster {
  const { inventory } = cluster.wanted;
  const services = inventory.services.map(place => {
    if (place.name === service) return { ...place, on: [server] };
    const serving = [...facts.values()]
      .filter(fact => fact.services.get(place.name)?.current !== undefined)
      .map(fact => fact.server);
    return moved.has(place.name) || serving.length === 0 ? place : { ...place, on: serving };
  });
  return cluster.with({ ...inventory, services });
}

/** Waits until a unit has come so far; fails with what it said when it does not come there. */
function waitFor(unit: string, state: 'standby' | 'running'): string {
  const words = state === 'standby' ? '*standby*|*running*' : '*running*';
  return `i=0; while [ $i -lt 1200 ]; do
  s=$(systemctl show -p ActiveState,SubState,StatusText --value ${unit} | tr '\\n' ' ')
  case $s in ${words}) exit 0;; failed*|*auto-restart*) break;; esac
  i=$((i+1)); sleep 0.05
done
journalctl -u ${unit} -n 25 -o cat --no-pager >&2; exit 1`;
}
