import { AppError } from '../../core/errors.ts';
import { apiContract } from '../../services/api/contract.ts';
import { importSite } from '../../services/api/import/foreign/import-site.ts';
import { readWordpress } from '../../services/api/import/wordpress/wordpress.ts';
import type { Command } from '../command.ts';
import { tellReport } from './import-report.ts';

export const command: Command = {
  usage: 'import wordpress FILE',
  summary: 'Bring in the posts and pages of a WordPress site',
  help: `
FILE is what WordPress gives under Tools → Export → All content. Bodies become Markdown; pictures are fetched from the old
site, which must still be up, and kept here; links between the posts are set right, and their old addresses lead to the new
ones. Drafts stay drafts, and what was private or had a password becomes private. Comments and pingbacks come along: approved ones are
shown, others wait in the queue, and the e-mail and IP addresses of their writers stay behind.

A file of any size is read post by post. Where it is broken you are told the line; the posts before it go in.

Nobody is told of these posts: no mention is sent and no webhook called, unless you say --tell. Running it again changes nothing and goes on where it was stopped; posts that were edited here since stay as they are.

  croft import wordpress blog.WordPress.2026-11-24.xml
  croft import wordpress blog.xml --dry-run
  croft import wordpress blog.xml --keep-media`,
  options: {
    'dry-run': { type: 'boolean', about: 'only tell what would come of it' },
    'keep-media': { type: 'boolean', about: 'let posts show the pictures from the old site' },
    tell: {
      type: 'boolean',
      about: 'tell others of the posts as of new ones: webmentions, webhooks, feed hubs',
    },
  },
  async run({ positionals, values, json, print, progress, signal, client }) {
    const [file, ...more] = positionals;
    if (!file || more.length > 0) throw new AppError('invalid', 'Give one file: croft import wordpress FILE');
    const dryRun = values['dry-run'] === true;
    const report = await importSite(await client(apiContract), await readWordpress(file), {
      dryRun,
      tell: values['tell'] === true,
      keepMedia: values['keep-media'] === true,
      signal,
      progress: (done, total) => progress(`${done} of ${total} posts`),
    });
    return tellReport({ json, print }, report, { dryRun, nothing: 'There are no posts in this file.' });
  },
};
