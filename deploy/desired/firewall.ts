import { isIPv6 } from 'node:net';
import type { Inventory, ServerPlace } from '../inventory/inventory.ts';
import { servicesOn } from '../inventory/inventory.ts';
import type { NeighbourKind } from '../inventory/schema.ts';
import { layout } from '../layout.ts';
import type { WrittenFile } from '../remote/shell.ts';

/** Neighbours that ask nobody who he is, or hold everything. */
const FOR_SERVERS: readonly NeighbourKind[] = ['memcached', 'libretranslate', 'postgresql'];
export const FIREWALL_RULES = '/etc/croft/firewall.nft';
export const FIREWALL_UNIT = 'croft-firewall.service';

/**
 * Rules of nftables for our ports alone, in a table of our own beside whatever else the server has: the ports of services and of
 * neighbours like memcached are for the servers only, the site's for everybody, or for the edges when there are any.
 */
export function firewallFiles(inventory: Inventory, server: ServerPlace, publicPort: number): WrittenFile[] {
  const ports = inventory.services.flatMap(service => Object.values(service.ports)).sort((a, b) => a - b);
  const edges = inventory.servers.some(({ edge }) => edge);
  const neighbours = inventory.neighbours.filter(
    ({ on, kind }) => on === server.name && FOR_SERVERS.includes(kind),
  );
  const guarded = [
    ...ports,
    ...neighbours.map(({ port }) => port),
    ...(edges && servicesOn(inventory, server.name).some(({ name }) => name === 'web') ? [publicPort] : []),
  ];
  const from = inventory.servers.map(({ internal, name }) => {
    const family = isIPv6(internal) ? 'ip6' : 'ip';
    return `\t\t${family} saddr ${internal} tcp dport @guarded accept comment "${name}"`;
  });
  return [
    {
      path: FIREWALL_RULES,
      content: `# Made by croft; changes are overwritten.
table inet croft
delete table inet croft
table inet croft {
\tset guarded {
\t\ttype inet_service
\t\telements = { ${guarded.join(', ')} }
\t}
\tchain input {
\t\ttype filter hook input priority -5; policy accept;
\t\tiif lo accept
${from.join('\n')}
\t\ttcp dport @guarded drop
\t}
}
`,
    },
    {
      path: `${layout.units}/${FIREWALL_UNIT}`,
      content: `# Made by croft; changes are overwritten.
[Unit]
Description=Keep strangers from the ports of Croft's services
Before=network-pre.target
Wants=network-pre.target
ConditionFileIsExecutable=/usr/sbin/nft

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f ${FIREWALL_RULES}
ExecReload=/usr/sbin/nft -f ${FIREWALL_RULES}

[Install]
WantedBy=multi-user.target
`,
    },
  ];
}
