import { writeFile } from 'node:fs/promises';
import { AppError } from '../../core/errors.ts';
import { OWNER, readerContract } from '../../services/reader/contract.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  usage: 'export opml [FILE]',
  summary: 'Write all subscriptions as OPML, for another reader or to keep',
  help: `
Tags become folders. Without FILE the document goes to standard output.

  croft export opml subscriptions.opml
  croft export opml --public`,
  options: {
    public: { type: 'boolean', about: 'only the feeds that visitors see' },
  },
  async run({ positionals, values, json, print, client }) {
    const [file, ...more] = positionals;
    if (more.length > 0) throw new AppError('invalid', 'Give at most one file: croft export opml [FILE]');
    const reader = await client(readerContract);
    const { opml } = await reader.exportOpml(values['public'] === true ? {} : { account: OWNER });
    if (file) await write(file, opml);
    const feeds = opml.match(/ xmlUrl=/g)?.length ?? 0;
    if (json) print(JSON.stringify(file ? { file, feeds } : { opml, feeds }));
    else print(file ? `${feeds} feeds written to ${file}.` : opml.trimEnd());
    return 0;
  },
};

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError('invalid', `${file} cannot be written (${code}).`, { cause: error });
  }
}
