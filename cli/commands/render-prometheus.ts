import { dashboard } from '../../deploy/render/dashboard.ts';
import { prometheusConfig } from '../../deploy/render/prometheus.ts';
import type { Command } from '../command.ts';
import { openInventory } from '../servers/render-source.ts';
import { outOption, writeRendered } from '../servers/write-rendered.ts';

const FOLDER = 'prometheus';
const CERTIFICATE = '/etc/prometheus/croft';

export const command: Command = {
  usage: 'render prometheus [--out DIR]',
  summary: 'Write what Prometheus scrapes on the servers of croft.config.ts, and a dashboard for Grafana',
  help: `
Writes prometheus.yml and dashboard.json. Services show their numbers to holders of a certificate of theirs: put ca.crt, server.crt and
server.key into ${CERTIFICATE} where Prometheus runs, which must be one of the servers.`,
  options: outOption(FOLDER),
  async run(args) {
    const { inventory } = await openInventory();
    const files = {
      'prometheus.yml': prometheusConfig(inventory, CERTIFICATE),
      'dashboard.json': `${JSON.stringify(dashboard(), undefined, 2)}\n`,
    };
    const folder = (args.values['out'] as string | undefined) ?? FOLDER;
    return writeRendered(
      folder,
      files,
      ['Import dashboard.json in Grafana and choose your Prometheus.'],
      args,
    );
  },
};
