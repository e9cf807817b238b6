import type { ServicePlace } from '../../deploy/inventory/inventory.ts';
import type { Remote } from '../../deploy/remote/ssh.ts';
import { commandOf } from '../../deploy/run/host-jobs.ts';
import { type Finding, finding } from './check.ts';

/**
 * What Croft's own doctor says of the database on a server, as the user of a service and with its secrets: whether the password is
 * right, and its version and connections.
 */
export async function checkDatabaseFrom(
  remote: Remote,
  service: ServicePlace,
  generation: string,
): Promise<Finding> {
  const { out, err } = await remote.try(commandOf(service, generation, ['doctor', '--json']));
  const said = findingsIn(out)?.find(({ check }) => check === 'database');
  if (said === undefined) {
    const why = (err || out).trim().split('\n').at(-1);
    return finding('database', 'fail', `${remote.name}: ${service.name} cannot be asked for it: ${why}`);
  }
  return { ...said, message: `${remote.name}: ${said.message}` };
}

function findingsIn(out: string): Finding[] | undefined {
  try {
    return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Finding[];
  } catch {
    return undefined;
  }
}
