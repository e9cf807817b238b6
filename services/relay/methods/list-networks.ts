import type { RelayContext } from '../context.ts';
import type { NetworkStatus } from '../contract.ts';

/** Every network of the configuration and how it stands. */
export function listNetworks({ networks }: Pick<RelayContext, 'networks'>): { networks: NetworkStatus[] } {
  return { networks: [...networks.values()].map(network => network.status) };
}
