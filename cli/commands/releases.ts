import type { Command } from '../command.ts';
import { table } from '../output/table.ts';
import { openConfiguredCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'releases',
  summary: 'List the releases that were made on this machine, the newest first',
  help: '`croft deploy --to RELEASE` has the servers run one of them.',
  async run({ json, print }) {
    const { releases } = await openConfiguredCluster();
    const list = releases.list().map(({ id, created, version }) => ({ id, created, version }));
    if (json) print(JSON.stringify(list));
    else if (list.length === 0) print('There is none yet. `croft release` makes one.');
    else
      print(
        table(
          ['release', 'made'],
          list.map(({ id, created }) => [id, created.slice(0, 16).replace('T', ' ')]),
        ),
      );
    return 0;
  },
};
