import type { Command } from '../command.ts';
import { version } from '../config.ts';

export const command: Command = {
  usage: 'version',
  summary: 'Print the version of Croft and of Node',
  help: 'Useful in a report of a problem.',
  async run({ json, print }) {
    print(
      json
        ? JSON.stringify({ croft: version, node: process.version })
        : `croft ${version} on Node ${process.version}`,
    );
    return 0;
  },
};
