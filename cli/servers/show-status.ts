import type { Cluster } from '../../deploy/cluster.ts';
import { crashWords } from '../../deploy/facts/crashes.ts';
import { runningOn } from '../../deploy/facts/processes.ts';
import type { CommandArgs } from '../command.ts';
import { duration, table } from '../output/table.ts';

/** Shows every process of every server. Gives 0 when each service is ready wherever it should be, and nowhere else. */
export async function showStatus(
  cluster: Cluster,
  { json, print }: Pick<CommandArgs, 'json' | 'print'>,
): Promise<number> {
  const servers = cluster.wanted.inventory.servers.map(({ name }) => name);
  const [asked, learned] = await Promise.all([
    Promise.allSettled(
      servers.map(async name => ({ server: name, ...(await runningOn(cluster.remote(name))) })),
    ),
    cluster.learn(servers),
  ]);
  const { inventory } = learned.wanted;
  const found = asked.flatMap(result => (result.status === 'fulfilled' ? result.value : []));
  const rows = found.flatMap(({ processes }) => processes);
  const crashes = found.map(({ server, crashes }) => ({ server, ...crashes }));
  const problems = asked.flatMap(result =>
    result.status === 'rejected' ? [String(result.reason.message)] : [],
  );
  for (const { name, on } of inventory.services)
    for (const server of on)
      if (!rows.some(row => row.service === name && row.server === server && row.ready))
        problems.push(`${name} is not ready on ${server}.`);
  if (json) print(JSON.stringify({ processes: rows, crashes, problems }));
  else {
    const cells = rows.map(row => [
      ...[row.server, row.service, row.ready ? 'yes' : row.state, String(row.pid), duration(row.uptime)],
      ...[`${Math.round(row.memory / 1e6)} MB`, String(row.restarts), row.release],
    ]);
    print(
      table(
        ['server', 'service', 'ready', 'pid', 'uptime', 'memory', 'restarts', 'release'],
        cells,
        [3, 4, 5, 6],
      ),
    );
    for (const problem of problems) print(problem);
    for (const one of crashes) {
      const words = crashWords(one, Date.now());
      if (words) print(`${one.server}: ${words}. croft logs ${one.newest!.service} has what was before.`);
    }
  }
  return problems.length === 0 ? 0 : 1;
}
