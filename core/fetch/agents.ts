import type { Dispatcher } from 'undici';
import { type AgentConfig, agentOptions, createAgent, guardedConnector, loadUndici } from './agent.ts';
import type { Guard } from './guard.ts';

/** Proxies whose connections are kept; the one used longest ago goes when there are more. */
const MOST_PROXIES = 8;

/** The connections of a fetcher: straight, and through proxies. */
export interface Agents {
  /** Throws `bad_url` or `blocked_address` for a proxy that may not be asked. */
  through(proxy: string | undefined): Dispatcher;
  destroy(): Promise<void>;
}

export function createAgents(guard: Guard, config: AgentConfig): Agents {
  const proxies = new Map<string, Dispatcher>();
  let straight: Dispatcher | undefined;
  return {
    through(proxy) {
      if (proxy === undefined) {
        straight ??= createAgent(guard, config);
        return straight;
      }
      const agent = proxies.get(proxy) ?? createProxyAgent(proxy, guard, config);
      proxies.delete(proxy);
      proxies.set(proxy, agent);
      const [oldest, unused] = proxies.size > MOST_PROXIES ? [...proxies][0]! : [];
      if (oldest !== undefined) proxies.delete(oldest);
      void unused?.close();
      return agent;
    },
    async destroy() {
      await Promise.all([straight, ...proxies.values()].map(agent => agent?.destroy()));
    },
  };
}

/** Asks by a tunnel (CONNECT), so that the proxy sees of https nothing but the host. */
function createProxyAgent(proxy: string, guard: Guard, config: AgentConfig): Dispatcher {
  const uri = guard.url(proxy).href;
  const { ProxyAgent, Pool } = loadUndici();
  return new ProxyAgent({
    ...agentOptions(config),
    uri,
    proxyTunnel: true,
    connectTimeout: config.connectTimeout,
    clientFactory: origin =>
      new Pool(origin, { ...agentOptions(config), connect: guardedConnector(guard, config) }),
  });
}
