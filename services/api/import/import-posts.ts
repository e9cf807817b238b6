import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Client } from '../../../core/rpc/contract.ts';
import type { apiContract } from '../contract.ts';
import { convertBody } from './convert-body.ts';
import { PostIndex, planSlugs } from './plan-slugs.ts';
import { readPost, type SourcePost } from './read-post.ts';
import {
  addFailure,
  countsOf,
  emptyReport,
  type ImportOptions,
  type ImportReport,
  knownSlugs,
  noted,
  persist,
  saveEach,
} from './run.ts';
import { openSiteFolder, type SiteFolder } from './site-folder.ts';
import { findPosts } from './walk.ts';

type Api = Pick<Client<typeof apiContract>, 'savePost' | 'saveMedia' | 'listSlugs' | 'noteImport'>;

/**
 * Brings a folder of Markdown in, each file as the one post of its path. What is broken is reported and the rest goes in.
 * Throws when the folder cannot be read, the service stays away, or the signal aborts; what was saved stays, and running
 * it again goes on.
 */
export async function importPosts(
  api: Api,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const site = await openSiteFolder(path);
  const report = emptyReport();
  const warn = (file: string, warning: string) => void report.warnings.push({ file, warning });
  const posts: SourcePost[] = [];
  const now = new Date();
  for (const file of await findPosts(site, warn)) {
    try {
      posts.push(await readPost(site, file, now));
    } catch (error) {
      addFailure(report, file, error);
    }
  }
  planSlugs(posts, await knownSlugs(api));
  const index = new PostIndex(posts);
  const save = async (post: SourcePost) => {
    const saved = await saveOne(api, site, post, index, options);
    return { ...saved, warnings: [...post.fields.warnings, ...saved.warnings] };
  };
  await noted(api, basename(site.directory), options.dryRun, async () => {
    await saveEach(posts, posts.length, report, options, post => post.path, save);
    return countsOf(report);
  });
  return report;
}

async function saveOne(
  api: Api,
  site: SiteFolder,
  post: SourcePost,
  index: PostIndex,
  options: ImportOptions,
) {
  const { markdown, media, warnings } = await convertBody(site, post, index);
  const { warnings: _told, cover: _shown, ...fields } = post.fields;
  const input = { ...fields, markdown, source: post.path, quiet: !options.tell };
  const dryRun = options.dryRun === true;
  // Asked first when there is media, so that a second run sends none of it again.
  const ahead =
    dryRun || media.size > 0 ? await persist(() => api.savePost({ ...input, dryRun: true })) : undefined;
  if (ahead && (dryRun || ahead.outcome === 'unchanged')) return { outcome: ahead.outcome, warnings };
  for (const [path, source] of media) {
    const data = await readFile(source);
    await persist(() => api.saveMedia({ name: source.split('/').at(-1) ?? path, data }));
  }
  const { outcome, post: saved, notes = [] } = await persist(() => api.savePost(input));
  warnings.push(...notes);
  if (saved.slug !== fields.slug)
    warnings.push(`the slug "${fields.slug}" was taken: it is "${saved.slug}" now.`);
  return { outcome, warnings };
}
