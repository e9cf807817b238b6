import { createHash } from 'node:crypto';
import { AppError } from '../../../../core/errors.ts';
import { htmlToMarkdown } from '../../../../core/markdown/from-html.ts';
import { firstFree, slugify } from '../../../../core/markdown/markdown.ts';
import type { Client } from '../../../../core/rpc/contract.ts';
import { type apiContract, LONGEST_MARKDOWN } from '../../contract.ts';
import { isNumbered } from '../../posts/numbered.ts';
import type { Saved } from '../../posts/save-from-source.ts';
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
import { absolute, addressesIn, localPath, trim } from './addresses.ts';
import { importResponses } from './import-responses.ts';
import { mendAddresses } from './mend.ts';
import { isPicture, Pictures } from './pictures.ts';
import { plainHtml } from './plain-html.ts';
import type { ForeignEntry, ForeignPost, ForeignSite } from './post.ts';

type Api = Pick<
  Client<typeof apiContract>,
  'savePost' | 'updatePost' | 'fetchMedia' | 'listSlugs' | 'importRows' | 'noteImport'
>;

export interface SiteImportOptions extends ImportOptions {
  /** Leaves pictures at the old site instead of fetching them. */
  keepMedia?: boolean;
}

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
  const { slugs, known } = await planSlugs(api, site.entries);
  const paths = new Map(
    site.entries.flatMap(({ path, kind, source }) =>
      path === undefined ? [] : [[trim(path), addressOf({ kind, slug: slugs.get(source)! })] as const],
    ),
  );
  const pictures = new Pictures(api);
  const dryRun = options.dryRun === true;
  const quiet = !options.tell;
  const saveOne = async (post: ForeignPost, warnings: string[]): Promise<Saved> => {
    const old = dryRun ? new Set<string>() : addressesIn(site, post);
    const shown = options.keepMedia ? [] : [...old].filter(isPicture);
    const sent = (media: ReadonlyMap<string, string>) => {
      const { markdown, picture } = convert(site, post, paths, media);
      return {
        ...post.fields,
        slug: slugs.get(post.source)!,
        markdown: picture + markdown,
        source: post.source,
        said: saidOf(post),
        ...(post.path === undefined ? {} : { formerPaths: [trim(post.path)] }),
        quiet,
      };
    };
    // Asked first, so that nothing is fetched again for a post that is here as the export has it.
    if (old.size > 0 && known.has(post.source)) {
      const ahead = await persist(() => api.savePost({ ...sent(new Map()), dryRun: true }));
      if (ahead.outcome === 'unchanged') {
        const left = shown.filter(address => ahead.post.markdown.includes(address));
        const media = await pictures.fetch(left, warnings);
        const here = new Map(
          [...old].flatMap(address => {
            const found = addressHere(site, paths, media, address);
            return found === undefined ? [] : [[address, found] as const];
          }),
        );
        const mended = await mendAddresses(api, ahead.post, here, quiet);
        return mended ? { post: mended, outcome: 'updated' as const } : ahead;
      }
    }
    const input = sent(await pictures.fetch(shown, warnings));
    return persist(() => api.savePost({ ...input, dryRun }));
  };
  const save = async (post: ForeignPost) => {
    const warnings = [...post.warnings];
    const { outcome, post: saved, notes = [] } = await saveOne(post, warnings);
    warnings.push(...notes);
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

/** Where something of the old site stands here; undefined when it does not, or is of another site. */
function addressHere(
  site: ForeignSite,
  paths: ReadonlyMap<string, string>,
  media: ReadonlyMap<string, string>,
  old: string,
): string | undefined {
  const path = localPath(site, old);
  if (path === undefined) return undefined;
  const target = paths.get(trim(path.split(/[?#]/)[0]!));
  return target ? target + (/#.*$/.exec(path)?.[0] ?? '') : media.get(absolute(site, path));
}

function convert(
  site: ForeignSite,
  post: ForeignPost,
  paths: ReadonlyMap<string, string>,
  media: ReadonlyMap<string, string>,
): { markdown: string; picture: string } {
  const address = (old: string) => {
    const path = localPath(site, old);
    return path === undefined ? undefined : (addressHere(site, paths, media, old) ?? absolute(site, path));
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

/** What the export says of a post, whatever could be fetched and whichever slugs were free. */
function saidOf({ html, picture, fields }: ForeignPost): string {
  return createHash('sha256')
    .update(JSON.stringify([html, picture, fields]))
    .digest('hex');
}

function addressOf({ kind, slug }: { kind?: string | undefined; slug: string }): string {
  return kind === 'page' ? `/${slug}` : `/posts/${slug}`;
}

/** A slug of its own for every post by its source: the one it has here from an earlier run, else the one it had, with a number when that is taken. */
async function planSlugs(
  api: Api,
  entries: readonly ForeignEntry[],
): Promise<{ slugs: Map<string, string>; known: ReadonlySet<string | undefined> }> {
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
  return { slugs: planned, known: new Set(own.keys()) };
}
