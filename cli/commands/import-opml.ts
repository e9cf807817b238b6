import { readFile } from 'node:fs/promises';
import { AppError } from '../../core/errors.ts';
import { OWNER, readerContract } from '../../services/reader/contract.ts';
import type { Command } from '../command.ts';

interface Refused {
  url: string;
  message: string;
}

export const command: Command = {
  usage: 'import opml FILE',
  summary: 'Subscribe to every feed of an OPML file, as other readers export it',
  help: `
Folders become tags. Feeds that are known stay as they are, so that doing it again changes nothing. The feeds are fetched
afterwards, in the background. Outlines that cannot be used are listed, and the rest goes in.

  croft import opml subscriptions.opml
  croft import opml subscriptions.opml --private`,
  options: {
    private: { type: 'boolean', about: 'visitors do not see the new feeds on /reading' },
  },
  async run({ positionals, values, json, print, progress, signal, client }) {
    const [file, ...more] = positionals;
    if (!file || more.length > 0) throw new AppError('invalid', 'Give one file: croft import opml FILE');
    const opml = await readText(file);
    const reader = await client(readerContract);
    const counts = { added: 0, known: 0, invalid: 0 };
    const refused: Refused[] = [];
    const given = values['private'] === true ? { public: false } : {};
    for await (const step of reader.importOpml({ account: OWNER, opml, ...given }, { signal })) {
      counts[step.outcome]++;
      if (step.outcome === 'invalid') refused.push({ url: step.url, message: step.message ?? '' });
      progress(`${step.done} of ${step.total}`);
    }
    if (json) print(JSON.stringify({ ...counts, refused }));
    else {
      for (const { url, message } of refused)
        print(`Not taken: ${url || '(an outline without a name)'}: ${message}`);
      print(`${counts.added} added, ${counts.known} known already, ${counts.invalid} not usable.`);
    }
    return 0;
  },
};

async function readText(file: string): Promise<string> {
  try {
    return decode(await readFile(file));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'There is no such file' : `It cannot be read (${code})`;
    throw new AppError('invalid', `${file}: ${why}.`, { cause: error });
  }
}

/** UTF-8 unless a byte order mark or the XML declaration says something else that is known. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const label = /^<\?xml[^>]*?encoding=["']([\w-]+)["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
