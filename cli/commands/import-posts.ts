import { AppError } from '../../core/errors.ts';
import { apiContract } from '../../services/api/contract.ts';
import { importPosts } from '../../services/api/import/import-posts.ts';
import type { Command } from '../command.ts';
import { tellReport } from './import-report.ts';

export const command: Command = {
  usage: 'import posts DIR',
  summary: 'Bring in a folder of Markdown posts, as Jekyll, Hugo or Eleventy write them',
  help: `
Front matter may be YAML, TOML or JSON; dates may stand in file names; drafts stay drafts and posts of the future are
scheduled. Images beside the posts come along, and links between posts are set right. DIR may be the site's root or any folder.

Nobody is told of these posts: no mention is sent and no webhook called, unless you say --tell. Running it again changes nothing: a file whose content is the same is left alone, also when its post was edited here since.
Broken files are named and the rest goes in; the exit code is 1 when there were any.

  croft import posts ~/blog
  croft import posts ~/blog/_posts --dry-run`,
  options: {
    'dry-run': { type: 'boolean', about: 'only tell what would come of it' },
    tell: {
      type: 'boolean',
      about: 'tell others of the posts as of new ones: webmentions, webhooks, feed hubs',
    },
  },
  async run({ positionals, values, json, print, progress, signal, client }) {
    const [directory, ...more] = positionals;
    if (!directory || more.length > 0)
      throw new AppError('invalid', 'Say which folder: croft import posts DIR');
    const dryRun = values['dry-run'] === true;
    const report = await importPosts(await client(apiContract), directory, {
      dryRun,
      tell: values['tell'] === true,
      signal,
      progress: (done, total) => progress(`${done} of ${total} posts`),
    });
    return tellReport({ json, print }, report, {
      dryRun,
      nothing: 'There are no Markdown posts in this folder.',
    });
  },
};
