import { isIPv6 } from 'node:net';
import type { ServerPlace } from '../inventory/inventory.ts';

/**
 * The Caddyfile of an edge. It has every server and asks each second which of them have `web`, so that neither an update nor a move
 * of a service changes this file, and nobody is sent to a server that is cut off. Names would do without the servers (`dynamic a`), but
 * of what is behind a name Caddy keeps in mind neither health nor failures. Connections are given up before a draining `web` closes
 * them, and one that fails is tried again elsewhere.
 */
export function caddyfile(origin: string, servers: readonly ServerPlace[], port: number): string {
  const { protocol, host } = new URL(origin);
  const upstreams = servers.map(({ internal }) => `${isIPv6(internal) ? `[${internal}]` : internal}:${port}`);
  return `# Made by croft; changes are overwritten.
{
	grace_period 10s
	log {
		exclude http.handlers.reverse_proxy.health_checker.active
	}
}

${protocol === 'http:' ? `http://${host}` : host} {
	reverse_proxy ${upstreams.join(' ')} {
		health_uri /healthz
		health_interval 1s
		lb_try_duration 10s
		lb_try_interval 100ms
		transport http {
			dial_timeout 2s
			keepalive 500ms
		}
	}
}
`;
}
