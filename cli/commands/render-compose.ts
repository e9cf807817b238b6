import { composeBackups, composeFiles } from '../../deploy/render/compose.ts';
import { prepareScript } from '../../deploy/render/prepare.ts';
import type { Command } from '../command.ts';
import { renderSource } from '../servers/render-source.ts';
import { imageOption, outOption, writeRendered } from '../servers/write-rendered.ts';

const FOLDER = 'compose';

export const command: Command = {
  usage: 'render compose [--out DIR] [--image NAME]',
  summary: 'Write the services of croft.config.ts as a stack for Docker Swarm, without a secret in it',
  help: `
Writes compose.yaml with the configuration of each service, and prepare.sh, which makes the secrets that it refers to. docs/ENGINES.md says more.

  croft release && croft render image && croft render compose
  sh compose/prepare.sh && docker stack deploy -c compose/compose.yaml croft`,
  options: { ...outOption(FOLDER), ...imageOption },
  async run(args) {
    const source = await renderSource(args.values['image'] as string | undefined);
    const files = { ...composeFiles(source), 'prepare.sh': prepareScript(source.inventory, 'swarm') };
    const backups = composeBackups(source);
    if (backups.length > 0)
      process.stderr.write(
        `Swarm runs nothing by the clock, so no backup is made until cron does. On the nodes that keep the files (docs/ENGINES.md):\n${backups.map(line => `  ${line}\n`).join('')}`,
      );
    const folder = (args.values['out'] as string | undefined) ?? FOLDER;
    const next = [
      `The image is ${source.image}. Then: sh prepare.sh && docker stack deploy -c compose.yaml croft`,
    ];
    return writeRendered(folder, files, next, args);
  },
};
