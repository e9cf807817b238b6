/**
 * The Caddyfile of an edge. It names `web` by its host name, which is looked up as it goes, so that neither an update nor a move of
 * a service changes this file. Connections are given up before a draining `web` closes them, and one that fails is tried again.
 */
export function caddyfile(origin: string, port: number): string {
  const { protocol, host } = new URL(origin);
  return `# Made by croft; changes are overwritten.
{
	grace_period 10s
}

${protocol === 'http:' ? `http://${host}` : host} {
	reverse_proxy {
		dynamic a web.internal ${port} {
			refresh 2s
		}
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
