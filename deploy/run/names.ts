import type { Cluster } from '../cluster.ts';
import { hostsOf } from '../plan/plan.ts';
import { writeHosts } from '../units/hosts.ts';

/** Says on servers where each service is; what connects from then on goes there. */
export async function writeNames(cluster: Cluster, servers: readonly string[]): Promise<void> {
  const { inventory } = cluster.wanted;
  await Promise.all(
    servers.map(server => cluster.remote(server).run(writeHosts, { input: hostsOf(inventory, server) })),
  );
}
