import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path/posix';
import { mediaPath } from '../media/keep.ts';
import { changeLinks, localAddress } from './links.ts';
import { convertLiquid, convertLiquidBlocks } from './liquid.ts';
import type { PostIndex } from './plan-slugs.ts';
import type { SourcePost } from './read-post.ts';
import { changeText } from './segments.ts';
import { convertShortcodeBlocks, convertShortcodes, unescapeShortcodes } from './shortcodes.ts';
import { findFile, type SiteFolder } from './site-folder.ts';

export interface Converted {
  markdown: string;
  /** Files that it refers to, by their path on this site; each is to be kept before the post is. */
  media: Map<string, string>;
  warnings: string[];
}

const PICTURE = /\.(?:png|jpe?g|gif|webp|avif|svg|bmp|ico|heic|mp[34]|m4[av]|mov|webm|og[gv]|wav|flac|pdf)$/i;
const MARKDOWN = /\.(?:md|markdown|mdown|mkd)$/i;

/** Makes a body of Jekyll, Hugo or Eleventy Markdown that stands by itself here: tags of theirs, links and images. */
export async function convertBody(site: SiteFolder, post: SourcePost, index: PostIndex): Promise<Converted> {
  const warnings = new Set<string>();
  const warn = (message: string) => void warnings.add(message);
  const folder = dirname(post.path) === '.' ? '' : dirname(post.path);
  const linkTo = (path: string) => {
    const [, file = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(path)!;
    const found = index.find(file, folder);
    if (found === undefined) warn(`links to ${path}, which is not among the posts.`);
    return found === undefined ? undefined : found + fragment;
  };
  const blocks = convertShortcodeBlocks(convertLiquidBlocks(post.body));
  const plain = changeText(blocks, text =>
    convertLiquid(convertShortcodes(text, linkTo, warn), linkTo, warn),
  );
  const files = await findFiles(site, folder, plain, warn);
  const markdown = changeText(plain, text =>
    changeLinks(text, address => {
      const local = localAddress(address);
      if (!local) return undefined;
      if (MARKDOWN.test(local.path)) {
        const target = linkTo(local.path);
        return target === undefined ? undefined : target + local.rest;
      }
      const file = files.get(local.path);
      if (file !== undefined) return file.path;
      if (PICTURE.test(local.path)) return void warn(`${local.path} is not there.`);
      const old = index.findOld(local.path);
      return old === undefined ? undefined : old + local.rest;
    }),
  );
  const media = new Map([...files.values()].map(({ path, source }) => [path, source]));
  return { markdown: unescapeShortcodes(markdown), media, warnings: [...warnings] };
}

/** The files that a text refers to, by the path it has for them. */
async function findFiles(
  site: SiteFolder,
  folder: string,
  markdown: string,
  warn: (message: string) => void,
): Promise<Map<string, { path: string; source: string }>> {
  const named = new Set<string>();
  changeText(markdown, text =>
    changeLinks(text, address => {
      const path = localAddress(address)?.path;
      if (path !== undefined && path !== '' && !MARKDOWN.test(path)) named.add(path);
      return undefined;
    }),
  );
  const files = new Map<string, { path: string; source: string }>();
  for (const path of named) {
    const source = await findFile(site, folder, path);
    if (source === undefined) continue;
    try {
      files.set(path, { path: mediaPath(path, await readFile(source)), source });
    } catch (error) {
      warn((error as Error).message);
    }
  }
  return files;
}
