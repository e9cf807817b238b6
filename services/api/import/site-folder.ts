import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { AppError } from '../../../core/errors.ts';

/** The folder that an import was pointed at, and the site it is part of. */
export interface SiteFolder {
  /** Absolute and resolved; sources are named relative to it. */
  directory: string;
  /** Where to look for posts, within `directory`: all of it, or what the generator keeps its content in. */
  starts: string[];
  /** Where addresses that begin with `/` are looked for. Nothing outside is ever read. */
  root: string;
}

const STATIC = ['', 'static', 'public', 'src', 'content', 'assets'];

/** Recognises the root of a Jekyll or Hugo site and their content folders. Throws `not_found` when there is no such folder. */
export async function openSiteFolder(path: string): Promise<SiteFolder> {
  const directory = await realpath(path).catch(() => undefined);
  if (directory === undefined || !(await stat(directory)).isDirectory())
    throw new AppError('not_found', `There is no folder "${path}".`);
  const has = (name: string) =>
    stat(join(directory, name)).then(
      found => found.isDirectory(),
      () => false,
    );
  if ((await has('content')) && ((await has('archetypes')) || (await isHugo(directory))))
    return { directory, starts: ['content'], root: directory };
  const jekyll = (await Promise.all(['_posts', '_drafts'].map(has))).flatMap((is, at) =>
    is ? ['_posts', '_drafts'][at]! : [],
  );
  if (jekyll.length > 0) return { directory, starts: jekyll, root: directory };
  return { directory, starts: ['.'], root: await siteRoot(directory) };
}

async function siteRoot(directory: string): Promise<string> {
  if (/^_(?:posts|drafts)$/.test(basename(directory))) return dirname(directory);
  for (let folder = directory; dirname(folder) !== folder; folder = dirname(folder))
    if (basename(folder) === 'content' && (await isHugo(dirname(folder)))) return dirname(folder);
  return directory;
}

async function isHugo(folder: string): Promise<boolean> {
  const names = ['hugo', 'config'].flatMap(name =>
    ['toml', 'yaml', 'yml', 'json'].map(ext => `${name}.${ext}`),
  );
  const found = await Promise.all(
    names.map(name =>
      stat(join(folder, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

/** The absolute path of a file that a post in `folder` names, when it is there and inside the site. */
export async function findFile(site: SiteFolder, folder: string, path: string): Promise<string | undefined> {
  const candidates = path.startsWith('/')
    ? STATIC.map(name => join(site.root, name, path))
    : [join(site.directory, folder, path), ...STATIC.map(name => join(site.root, name, path))];
  for (const candidate of candidates) {
    const real = await realpath(candidate).catch(() => undefined);
    if (real !== undefined && isInside(site.root, real) && (await stat(real)).isFile()) return real;
  }
  return undefined;
}

/** Whether a resolved path lies in a resolved folder. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && way !== path;
}
