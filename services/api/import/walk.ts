import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside, type SiteFolder } from './site-folder.ts';

const MARKDOWN = /\.(?:md|markdown|mdown|mkd)$/i;
/** What the generators and their tools keep beside posts. */
const NO_CONTENT = new Set([
  'node_modules',
  'bower_components',
  'vendor',
  'layouts',
  'archetypes',
  'themes',
  'includes',
]);
const ABOUT_THE_REPOSITORY =
  /^(?:readme|license|licence|contributing|changelog|code_of_conduct|security)\.\w+$/i;

/**
 * The Markdown files of a site by their paths relative to its folder, with `/` between, sorted. Hidden and underscored names
 * are left out, `_posts` and `_drafts` apart; each folder is read once, however symbolic links lead to it.
 */
export async function findPosts(
  site: SiteFolder,
  skip: (path: string, why: string) => void,
): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<string>();

  async function read(folder: string): Promise<void> {
    const real = await realpath(join(site.directory, folder));
    if (seen.has(real)) return;
    seen.add(real);
    for (const entry of await readdir(real, { withFileTypes: true })) {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      try {
        await take(path, entry.name, entry.isSymbolicLink());
      } catch (error) {
        skip(path, `cannot be read: ${(error as Error).message}`);
      }
    }
  }

  async function take(path: string, name: string, link: boolean): Promise<void> {
    const hidden = name.startsWith('.') || (name.startsWith('_') && name !== '_posts' && name !== '_drafts');
    if (hidden || NO_CONTENT.has(name)) return;
    const absolute = join(site.directory, path);
    if (link && !isInside(site.root, await realpath(absolute)))
      return skip(path, 'leads out of the folder and is left out.');
    const kind = await stat(absolute);
    if (kind.isDirectory()) return read(path);
    if (/\.mdx$/i.test(name)) return skip(path, 'is MDX, which is a program, and is left out.');
    if (!kind.isFile() || !MARKDOWN.test(name)) return;
    if (!path.includes('/') && ABOUT_THE_REPOSITORY.test(name)) return;
    found.push(path);
  }

  for (const start of site.starts) await read(start);
  return found.sort();
}
