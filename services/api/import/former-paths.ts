import { dirname, posix } from 'node:path';
import type { FrontMatter } from './front-matter.ts';
import { readList, readText } from './values.ts';

const MOST = 100;
const LONGEST = 500;

/** The path of the address that front matter gives a post; undefined for a pattern such as `/:year/:title/`, which says nothing of it. */
export function readPermalink(data: FrontMatter['data']): string | undefined {
  const address = readText(data['permalink'] ?? data['url']);
  if (address === undefined || /[:{}]/.test(address.replace(/^https?:/, ''))) return undefined;
  return pathOf(address);
}

/**
 * Paths that a post had: its own on the old site, and those that led to it there, which are called `aliases` (Hugo) or
 * `redirect_from` (Jekyll). One of Hugo that begins without a slash is meant from the folder of the post.
 */
export function readFormerPaths(path: string, data: FrontMatter['data']): string[] {
  const own = readPermalink(data);
  const section = path.startsWith('content/') ? dirname(path.slice('content'.length)) : '/';
  const listed = [...listOf(data['aliases']), ...listOf(data['alias']), ...listOf(data['redirect_from'])];
  const others = listed
    .filter(address => !/[{}]/.test(address))
    .map(address =>
      /^(?:\/|https?:)/.test(address) ? pathOf(address) : posix.join(section, pathOf(address)),
    );
  const all = own === undefined ? others : [own.startsWith('/') ? own : `/${own}`, ...others];
  return [...new Set(all)].filter(one => one !== '/' && one.length <= LONGEST).slice(0, MOST);
}

/** A path has no spaces between which it would be several. */
function listOf(value: unknown): string[] {
  if (typeof value === 'string' && !value.trim().startsWith('['))
    return readText(value) ? [value.trim()] : [];
  return readList(value);
}

function pathOf(address: string): string {
  return address.replace(/^https?:\/\/[^/]+/, '').replace(/[?#].*$/, '');
}
