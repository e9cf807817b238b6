import { AppError } from '../../core/errors.ts';
import type { Cluster } from '../../deploy/cluster.ts';
import { servicesOn } from '../../deploy/inventory/inventory.ts';
import type { CommandArgs } from '../command.ts';

export const withoutOption = {
  without: { type: 'string', multiple: true, about: 'Leave a server alone, such as one that is not reached' },
} as const;

/** The servers that a command is to leave alone. */
export function leftOut(values: CommandArgs['values']): string[] {
  return [values['without'] ?? []].flat().map(String);
}

/**
 * The servers but those to be left alone, of which it is said what is there; undefined when there are none of these. Throws for one
 * that there is not, and when none is left.
 */
export function serversBut(
  cluster: Cluster,
  without: readonly string[],
  { json, print }: Pick<CommandArgs, 'json' | 'print'>,
): string[] | undefined {
  for (const name of without) cluster.server(name);
  if (without.length === 0) return undefined;
  const { inventory } = cluster.wanted;
  const left = inventory.servers.map(({ name }) => name).filter(name => !without.includes(name));
  if (left.length === 0) throw new AppError('invalid', 'No server is left.');
  for (const server of json ? [] : without) {
    const there = servicesOn(inventory, server).map(({ name }) => name);
    print(`${server} is left alone${there.length > 0 ? `, with ${there.join(', ')}` : ''}.`);
  }
  return left;
}
