import { AppError } from '../../core/errors.ts';
import { OWNER, readerContract } from '../../services/reader/contract.ts';
import { readOpml } from '../../services/reader/opml/read-opml.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { readBytes, toText } from '../read-file.ts';

interface Refused {
  line: number;
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
    ...dryRun,
    private: { type: 'boolean', about: 'visitors do not see the new feeds on /reading' },
  },
  async run({ positionals, values, json, print, progress, signal, client }) {
    const [file, ...more] = positionals;
    if (!file || more.length > 0) throw new AppError('invalid', 'Give one file: croft import opml FILE');
    const opml = toText(await readBytes(file));
    if (values['dry-run']) {
      const outlines = readOpml(opml);
      const invalid = outlines.filter(outline => 'problem' in outline);
      const feeds = outlines.length - invalid.length;
      if (json) print(JSON.stringify({ feeds, refused: invalid }));
      else {
        for (const { line, url, problem } of invalid) print(`Line ${line}: ${url}: ${problem}`);
        print(`Subscribe to ${feeds} feeds, but for those that are known already.`);
      }
      return 0;
    }
    const reader = await client(readerContract);
    const counts = { added: 0, known: 0, invalid: 0 };
    const refused: Refused[] = [];
    const given = values['private'] === true ? { public: false } : {};
    for await (const step of reader.importOpml({ account: OWNER, opml, ...given }, { signal })) {
      counts[step.outcome]++;
      if (step.message !== undefined) refused.push({ line: step.line, url: step.url, message: step.message });
      progress(`${step.done} of ${step.total}`);
    }
    if (json) print(JSON.stringify({ ...counts, refused }));
    else {
      for (const { line, url, message } of refused)
        print(`Line ${line}: ${url || '(an outline without a name)'}: ${message}`);
      print(`${counts.added} added, ${counts.known} known already, ${counts.invalid} not usable.`);
    }
    return 0;
  },
};
