import { layout } from '../../deploy/layout.ts';
import { alertRules } from '../../deploy/render/alert-rules.ts';
import { dashboard } from '../../deploy/render/dashboard.ts';
import { prometheusConfig } from '../../deploy/render/prometheus.ts';
import type { Command } from '../command.ts';
import { openInventory } from '../servers/render-source.ts';
import { outOption, writeRendered } from '../servers/write-rendered.ts';

const FOLDER = 'prometheus';

export const command: Command = {
  usage: 'render prometheus [--out DIR]',
  summary:
    'Write what Prometheus scrapes on the servers of croft.config.ts, rules for alerts, and a dashboard for Grafana',
  help: `
Writes prometheus.yml, rules.yml with what is to be told of, and dashboard.json. Services show their numbers to holders of a certificate of
theirs: \`croft apply\` puts one into ${layout.prometheus} of each server that has Prometheus.`,
  options: outOption(FOLDER),
  async run(args) {
    const { inventory } = await openInventory();
    const files = {
      'prometheus.yml': prometheusConfig(inventory, layout.prometheus),
      'rules.yml': alertRules(),
      'dashboard.json': `${JSON.stringify(dashboard(), undefined, 2)}\n`,
    };
    const folder = (args.values['out'] as string | undefined) ?? FOLDER;
    return writeRendered(
      folder,
      files,
      [
        'Put prometheus.yml and rules.yml into /etc/prometheus where Prometheus runs, and import dashboard.json in Grafana.',
      ],
      args,
    );
  },
};
