import { AppError } from '../../core/errors.ts';
import { apiContract } from '../../services/api/contract.ts';
import { importSite } from '../../services/api/import/foreign/import-site.ts';
import { readGhost } from '../../services/api/import/ghost/ghost.ts';
import type { Command } from '../command.ts';
import { tellReport } from './import-report.ts';

export const command: Command = {
  usage: 'import ghost FILE --site URL',
  summary: 'Bring in the posts and pages of a Ghost site',
  help: `
FILE is what Ghost gives under Settings → Migration → Export (JSON), and URL the address that the site has: the file does
not say it, and pictures are fetched from there. Bodies become Markdown, links between the posts are set right, and their
old addresses lead to the new ones. Drafts stay drafts, and what was for members becomes private.

Nobody is told of these posts: no mention is sent and no webhook called, unless you say --tell. Running it again changes nothing and goes on where it was stopped; posts that were edited here since stay as they are.

  croft import ghost blog.ghost.2026-11-24.json --site https://blog.example.org`,
  options: {
    site: { type: 'string', about: 'address of the Ghost site' },
    'dry-run': { type: 'boolean', about: 'only tell what would come of it' },
    'keep-media': { type: 'boolean', about: 'let posts show the pictures from the old site' },
    tell: {
      type: 'boolean',
      about: 'tell others of the posts as of new ones: webmentions, webhooks, feed hubs',
    },
  },
  async run({ positionals, values, json, print, progress, signal, client }) {
    const [file, ...more] = positionals;
    const site = values['site'];
    if (!file || more.length > 0)
      throw new AppError('invalid', 'Give one file: croft import ghost FILE --site URL');
    if (typeof site !== 'string' || !/^https?:\/\//.test(site) || !URL.canParse(site))
      throw new AppError('invalid', 'Say which address the site has: --site https://blog.example.org');
    const dryRun = values['dry-run'] === true;
    const report = await importSite(await client(apiContract), await readGhost(file, site), {
      dryRun,
      tell: values['tell'] === true,
      keepMedia: values['keep-media'] === true,
      signal,
      progress: (done, total) => progress(`${done} of ${total} posts`),
    });
    return tellReport({ json, print }, report, { dryRun, nothing: 'There are no posts in this file.' });
  },
};
