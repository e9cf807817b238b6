import { AppError } from '../../../../core/errors.ts';
import { htmlToMarkdown } from '../../../../core/markdown/from-html.ts';
import { firstFree, slugify } from '../../../../core/markdown/markdown.ts';
import type { Client } from '../../../../core/rpc/contract.ts';
import { type apiContract, LONGEST_MARKDOWN } from '../../contract.ts';
import { isNumbered } from '../../posts/numbered.ts';
import {
  countsOf,
  emptyReport,
  type ImportOptions,
  type ImportReport,
  knownSlugs,
  noted,
  persist,
  saveEach,
} from '../run.ts';
import { importResponses } from './import-responses.ts';
import { plainHtml } from './plain-html.ts';
import type { ForeignEntry, ForeignPost, ForeignSite } from './post.ts';

type Api = Pick<
  Client<typeof apiContract>,
  'savePost' | 'fetchMedia' | 'listSlugs' | 'saveRedirect' | 'importRows' | 'noteImport'
>;

export interface SiteImportOptions extends ImportOptions {
  /** Leaves pictures at the old site instead of fetching them. */
  keepMedia?: boolean;
}

const MEDIA = /\.(?:png|jpe?g|gif|webp|avif|bmp|ico|mp[34]|m4[av]|mov|webm|og[gv]|wav|flac|pdf)$/i;

/**
 * Brings the posts and pages of another program's export in: bodies become Markdown, the old site's pictures are fetched
 * and kept here, links between the posts are set right, the addresses they had lead to the new ones, and comments come along. What is broken is
 * reported and the rest goes in; running it again changes nothing.
 */
export async function importSite(
  api: Api,
  site: ForeignSite,
  options: SiteImportOptions = {},
): Promise<ImportReport> {
  const report = emptyReport();
  for (const note of site.notes) report.warnings.push({ file: 'the export', warning: note });
  const slugs = await planSlugs(api, site.entries);
  const paths = new Map(
    site.entries.flatMap(({ path, kind, source }) =>
      path === undefined ? [] : [[trim(path), addressOf({ kind, slug: slugs.get(source)! })] as const],
    ),
  );
  const kept = new Map<string, Promise<string | undefined>>();
  const save = async (post: ForeignPost) => {
    const warnings = [...post.warnings];
    const dryRun = options.dryRun === true;
    const media =
      dryRun || options.keepMedia
        ? new Map<string, string>()
        : await fetchMedia(api, site, post, kept, warnings);
    const { markdown, picture } = convert(site, post, paths, media);
    const slug = slugs.get(post.source)!;
    const input = { ...post.fields, slug, markdown: picture + markdown };
    const { outcome, post: saved } = await persist(() =>
      api.savePost({ ...input, source: post.source, quiet: !options.tell, dryRun }),
    );
    const now = addressOf(saved);
    if (!dryRun && outcome === 'created' && post.path !== undefined && trim(post.path) !== trim(now))
      await persist(() => api.saveRedirect({ path: trim(post.path!), target: now, status: 301 })).catch(
        (error: Error) =>
          void warnings.push(`its old address ${post.path} cannot lead here: ${error.message}`),
      );
    if (post.responses.length > 0) {
      const target = `${site.base}${post.path ?? ''}`;
      const { added, problems } = await importResponses(
        api,
        { id: saved.id, target },
        post.responses,
        dryRun,
      );
      report.responses = (report.responses ?? 0) + added;
      warnings.push(...problems);
    }
    return { outcome, warnings };
  };
  await noted(api, site.base, options.dryRun, async () => {
    await saveEach(site.posts(), site.entries.length, report, options, post => post.name, save);
    if (site.broken !== undefined) report.failed.push({ file: 'the export', problem: site.broken });
    return countsOf(report);
  });
  return report;
}

function convert(
  site: ForeignSite,
  post: ForeignPost,
  paths: ReadonlyMap<string, string>,
  media: ReadonlyMap<string, string>,
): { markdown: string; picture: string } {
  const address = (old: string) => {
    const path = localPath(site, old);
    if (path === undefined) return undefined;
    const target = paths.get(trim(path.split(/[?#]/)[0]!));
    if (target) return target + (/#.*$/.exec(path)?.[0] ?? '');
    return media.get(absolute(site, path)) ?? absolute(site, path);
  };
  if (post.html.length > LONGEST_MARKDOWN)
    throw new AppError('invalid', `The text is longer than ${LONGEST_MARKDOWN} characters.`);
  const { picture } = post;
  const src = picture && (address(picture.src) ?? picture.src);
  return {
    markdown: htmlToMarkdown(plainHtml(post.html), { baseUrl: `${site.base}/`, address }),
    picture: src === undefined ? '' : `![${picture!.alt.replace(/[[\]\n]/g, ' ')}](<${src}>)\n\n`,
  };
}

/** Fetches what a post shows of the old site, each file once for all posts. */
async function fetchMedia(
  api: Api,
  site: ForeignSite,
  post: ForeignPost,
  kept: Map<string, Promise<string | undefined>>,
  warnings: string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const wanted = new Set<string>();
  const note = (old: string) => {
    const path = localPath(site, old);
    if (path !== undefined && MEDIA.test(path.split(/[?#]/)[0]!)) wanted.add(absolute(site, path));
    return undefined;
  };
  htmlToMarkdown(plainHtml(post.html), { baseUrl: `${site.base}/`, address: note });
  if (post.picture) note(post.picture.src);
  for (const url of wanted) {
    let fetched = kept.get(url);
    if (fetched === undefined) {
      fetched = persist(() => api.fetchMedia({ url })).then(
        ({ path }) => path,
        (error: Error) => void warnings.push(`${url} could not be fetched: ${error.message}`),
      );
      kept.set(url, fetched);
    }
    const path = await fetched;
    if (path !== undefined) found.set(url, path);
  }
  return found;
}

/** Path, query and fragment of an address of the old site; undefined for any other. */
function localPath(site: ForeignSite, address: string): string | undefined {
  const plain = (url: string) => url.replace(/^(?:https?:)?\/\/(?:www\.)?/i, '//');
  if (/^\/(?!\/)/.test(address)) return address;
  const base = plain(site.base);
  const full = plain(address);
  if (!/^(?:https?:)?\/\//i.test(address) || (full !== base && !full.startsWith(`${base}/`)))
    return undefined;
  return full.slice(base.length) || '/';
}

function absolute(site: ForeignSite, path: string): string {
  return site.base + path;
}

function addressOf({ kind, slug }: { kind?: string | undefined; slug: string }): string {
  return kind === 'page' ? `/${slug}` : `/posts/${slug}`;
}

function trim(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}

/** A slug of its own for every post by its source: the one it has here from an earlier run, else the one it had, with a number when that is taken. */
async function planSlugs(api: Api, entries: readonly ForeignEntry[]): Promise<Map<string, string>> {
  const known = await knownSlugs(api);
  const taken = new Set(known.map(({ slug }) => slug));
  const own = new Map(known.map(({ slug, source }) => [source, slug]));
  const planned = new Map<string, string>();
  for (const { source, slug, title } of entries) {
    const wish = slugify(slug) || slugify(title) || 'post';
    const before = own.get(source);
    const given = before !== undefined && isNumbered(before, wish) ? before : firstFree(wish, taken);
    planned.set(source, given);
    taken.add(given);
  }
  return planned;
}
