import { parseGeneration } from '../generation.ts';
import { type DeployedService, deployedServices } from '../inventory/known-services.ts';
import type { Remote } from '../remote/ssh.ts';
import { type Crashes, crashScript, parseCrashes } from './crashes.ts';

/** A process of a service on a server, as systemd sees it. */
export interface ServiceProcess {
  readonly server: string;
  readonly service: DeployedService;
  readonly release: string;
  readonly pid: number;
  /** As systemd says it: active, activating, deactivating, failed. */
  readonly state: string;
  readonly ready: boolean;
  /** Milliseconds since it became ready. */
  readonly uptime: number;
  /** Bytes. */
  readonly memory: number;
  /** Times that systemd started it again. */
  readonly restarts: number;
}

/** What runs on a server, and what crashed there. */
export interface Running {
  readonly processes: readonly ServiceProcess[];
  readonly crashes: Crashes;
}

const script = `date "+time %s"${crashScript}
now=$(cut -d. -f1 /proc/uptime); echo "now $now"
systemctl show 'croft-*@*.service' -p Id,MainPID,ActiveState,StatusText,MemoryCurrent,NRestarts,ActiveEnterTimestampMonotonic`;

/** The processes of a server. Throws `unavailable` when it is not reached. */
export async function runningOn(remote: Remote): Promise<Running> {
  const out = await remote.run(script);
  const time = Number(/^time (\d+)/m.exec(out)?.[1] ?? 0) * 1000;
  return { processes: parseProcesses(remote.name, out), crashes: parseCrashes(out, time) };
}

function parseProcesses(server: string, out: string): ServiceProcess[] {
  const now = Number(/^now (\d+)/m.exec(out)?.[1] ?? 0) * 1000;
  return out.split('\n\n').flatMap(block => {
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(block)?.[1] ?? '';
    const [, name, instance] = /^croft-([a-z]+)@(.+)\.service$/.exec(value('Id')) ?? [];
    const generation = instance && parseGeneration(instance);
    if (!generation || !(deployedServices as string[]).includes(name!)) return [];
    return [
      {
        server,
        service: name as DeployedService,
        release: generation.release,
        pid: Number(value('MainPID')),
        state: value('ActiveState'),
        ready: value('ActiveState') === 'active' && value('StatusText') === 'ready',
        uptime: Math.max(0, now - Number(value('ActiveEnterTimestampMonotonic')) / 1000),
        memory: Number(value('MemoryCurrent')) || 0,
        restarts: Number(value('NRestarts')),
      },
    ];
  });
}
