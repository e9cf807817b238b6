import { AppError } from '../../core/errors.ts';
import { apiContract } from '../../services/api/contract.ts';
import { importSavedSite } from '../../services/api/import/site/import-saved-site.ts';
import { withFolder } from '../../services/api/moving/with-folder.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  usage: 'import site DIR',
  summary: 'Read back an export of Croft, from its folder or its ZIP file',
  help: `
DIR is what "croft export site" has written, or the ZIP file that the admin screen "Import and export" gives, which is unpacked into
a temporary folder meanwhile (TMPDIR says where).

What is not here comes in as it was: ids, addresses, times, versions, threads. What is here stays as it is and is never written
over, so that running it again changes nothing and goes on where it was stopped. A post whose address is another's here gets a
number. The whole folder is checked before anything goes in. No mention, letter or webhook goes out because of it.

Accounts come without any way in: the owner takes the site by the setup link, others by "croft sign-in-link". An owner who is
here already stands for the one of the export.

  croft import site ~/site-2026-11 --dry-run
  croft import site ~/site-2026-11
  croft import site ~/example.org-2026-11-28.zip`,
  options: { 'dry-run': { type: 'boolean', about: 'only tell what would come of it' } },
  async run({ positionals, values, json, print, progress, signal, client }) {
    const [directory, ...more] = positionals;
    if (!directory || more.length > 0)
      throw new AppError('invalid', 'Say which folder: croft import site DIR');
    const dryRun = values['dry-run'] === true;
    const api = await client(apiContract);
    const report = await withFolder(directory, signal, folder =>
      importSavedSite(api, folder, {
        dryRun,
        signal,
        progress: (done, total) => progress(`${done} of ${total}`),
      }),
    );
    const { added, known, failed, notes, key } = report;
    if (json) print(JSON.stringify(report));
    else {
      for (const { place, note } of notes) print(`${place}: ${note}`);
      for (const { place, problem } of failed) print(`${place}: failed: ${problem}`);
      if (key === 'kept')
        print('Comments here are hashed with a key of their own: codes of the export mean nothing here.');
      const sum = (counts: Record<string, number>) =>
        Object.values(counts).reduce((all, one) => all + one, 0);
      print(
        `${dryRun ? 'Would be: ' : ''}added ${sum(added)} (${added['post'] ?? 0} posts), ` +
          `here already ${sum(known)}, failed ${failed.length}`,
      );
    }
    return failed.length > 0 ? 1 : 0;
  },
};
