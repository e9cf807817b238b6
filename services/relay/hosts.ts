import type { NetworkSettings } from './config.ts';

/** The hosts that networks of the configuration are asked at over HTTP. */
export function hostsOf(networks: readonly NetworkSettings[]): string[] {
  const urls = networks.flatMap(network => {
    if (network.kind === 'twitch') return [network.idUrl, network.apiUrl];
    if (network.kind === 'matrix') return [network.homeserver];
    return network.kind === 'mastodon' ? [network.server] : [];
  });
  return [...new Set(urls.map(url => new URL(url).hostname.replace(/^\[|\]$/g, '')))];
}
