import { AppError } from '../../core/errors.ts';
import { apiContract } from '../../services/api/contract.ts';
import { exportSite } from '../../services/api/export/export-site.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';

export const command: Command = {
  usage: 'export site DIR',
  summary: 'Write everything of the site into a folder, to keep or to move',
  help: `
DIR gets every post as Markdown with YAML front matter (drafts and private ones too, which other programs take for drafts), all
media files, and the rest as JSON Lines: settings, redirects and old addresses, comments and mentions, who commented, what is
blocked, revisions, feedback, webhooks. It is all as of one moment. "croft import site DIR" reads it back without loss.

DIR is as private as the site itself: it has what is not published, addresses of subscribers, and the key that commenters'
codes are hashed with, without which nobody could edit a comment after a move. Passkeys, tokens, sessions, recovery codes and
invitations are not in it, nor the audit log, nor what waits to be sent. Names and roles of accounts are: after a move the owner
takes the site by the setup link that Croft shows when it starts.

Doing it again into the same DIR writes what has changed and removes what is gone. Check a copy with
"sha256sum --check SHA256SUMS". Subscriptions of the reader are apart: "croft export opml".

  croft export site ~/site-2026-11
  croft export site /mnt/backup/site --json`,
  options: dryRun,
  async run({ positionals, values, json, print, progress, signal, client }) {
    const [directory, ...more] = positionals;
    if (!directory || more.length > 0)
      throw new AppError('invalid', 'Say which folder: croft export site DIR');
    const api = await client(apiContract);
    if (values['dry-run']) {
      const { rows } = await api.measureExport({});
      const { post = 0, response = 0 } = rows;
      if (json) print(JSON.stringify({ directory, rows }));
      else print(`${directory}: write ${post} posts, ${response} comments and mentions, and their files`);
      return 0;
    }
    const report = await exportSite(api, directory, {
      signal,
      progress: (done, total) => progress(`${done} of ${total}`),
    });
    if (json) print(JSON.stringify(report));
    else {
      for (const path of report.missing) print(`${path} is not there: the export is without it.`);
      const { post = 0, response = 0 } = report.rows;
      print(
        `${post} posts, ${report.files} files and ${response} comments and mentions are in ${directory}; ` +
          `${report.written} files were written.`,
      );
    }
    return report.missing.length > 0 ? 1 : 0;
  },
};
