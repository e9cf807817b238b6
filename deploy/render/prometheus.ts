import { stringify } from 'yaml';
import type { Inventory } from '../inventory/inventory.ts';
import { hostName } from '../inventory/known-services.ts';

/**
 * Scrape jobs for the services of all servers, over the mutual TLS that they speak among themselves; `tls` is the directory of
 * a certificate of theirs where Prometheus runs.
 */
export function prometheusConfig({ services, servers }: Inventory, tls: string): string {
  const credentials = (service: string) => ({
    ca_file: `${tls}/ca.crt`,
    cert_file: `${tls}/server.crt`,
    key_file: `${tls}/server.key`,
    server_name: hostName(service),
  });
  const jobs = services.map(({ name, on, ports }) => ({
    job_name: `croft-${name}`,
    scheme: 'https',
    tls_config: credentials(name),
    static_configs: on.map(place => {
      const { internal } = servers.find(server => server.name === place)!;
      const host = internal.includes(':') ? `[${internal}]` : internal;
      return { targets: [`${host}:${ports.internal}`], labels: { service: name, server: place } };
    }),
  }));
  return `# Made by croft from croft.config.ts; make it anew rather than change it.
${stringify({ global: { scrape_interval: '15s' }, rule_files: ['rules.yml'], scrape_configs: jobs }, { aliasDuplicateObjects: false, lineWidth: 0 })}`;
}
