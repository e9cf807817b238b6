import type { Cluster } from '../../deploy/cluster.ts';
import type { Done } from '../../deploy/run/apply.ts';
import { adoptStrangers } from '../../deploy/tls/strangers.ts';
import type { CommandArgs } from '../command.ts';
import { bringAbout } from './carry-out.ts';

type Args = Pick<CommandArgs, 'values' | 'json' | 'print' | 'progress'>;

/** Has a new authority take over. Each step is everywhere before the next is made, also when an earlier run broke off in the middle of one. */
export async function changeAuthority(cluster: Cluster, args: Args): Promise<Done[]> {
  const done: Done[] = await bringAbout(cluster, {}, args);
  do {
    cluster.advanceAuthority();
    done.push(...(await bringAbout(cluster, {}, args)));
  } while (cluster.authorityChanges());
  return done;
}

/** Has the authority of this folder take over from those that servers trust and it does not know. */
export async function adoptServers(cluster: Cluster, args: Args): Promise<Done[]> {
  await adoptStrangers(cluster, await cluster.facts());
  return cluster.authorityChanges() ? changeAuthority(cluster, args) : bringAbout(cluster, {}, args);
}
