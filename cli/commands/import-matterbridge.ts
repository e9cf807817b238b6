import { inspect } from 'node:util';
import { AppError } from '../../core/errors.ts';
import { readMatterbridge } from '../../services/relay/import/matterbridge.ts';
import type { Command } from '../command.ts';
import { readBytes, toText } from '../read-file.ts';

const WHOLE = { depth: null, breakLength: 100, maxArrayLength: null, maxStringLength: null };

export const command: Command = {
  usage: 'import matterbridge FILE',
  summary: 'Turn a matterbridge.toml into the section relay of croft.config.ts',
  help: `
Prints the section, to be put into croft.config.ts, and changes nothing. What is not supported is named with its line. Passwords
and tokens stand in what is printed as they do in the file; they may be moved to files of their own (docs/RELAY.md).

  croft import matterbridge matterbridge.toml > relay.txt`,
  async run({ positionals, json, print }) {
    const [file, ...more] = positionals;
    if (!file || more.length > 0)
      throw new AppError('invalid', 'Give one file: croft import matterbridge FILE');
    const { relay, problems } = readMatterbridge(toText(await readBytes(file)));
    if (json) print(JSON.stringify({ relay, problems }));
    else {
      for (const { line, message } of problems) print(`// Line ${line}: ${message}`);
      print(`relay: ${inspect(relay, WHOLE)},`);
    }
    return 0;
  },
};
