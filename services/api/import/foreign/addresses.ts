import { htmlToMarkdown } from '../../../../core/markdown/from-html.ts';
import { plainHtml } from './plain-html.ts';
import type { ForeignPost, ForeignSite } from './post.ts';

/** Path, query and fragment of an address of the old site; undefined for any other. */
export function localPath(site: ForeignSite, address: string): string | undefined {
  const plain = (url: string) => url.replace(/^(?:https?:)?\/\/(?:www\.)?/i, '//');
  if (/^\/(?!\/)/.test(address)) return address;
  const base = plain(site.base);
  const full = plain(address);
  if (!/^(?:https?:)?\/\//i.test(address) || (full !== base && !full.startsWith(`${base}/`)))
    return undefined;
  return full.slice(base.length) || '/';
}

/** What a post links to and shows of its own site, as whole addresses. */
export function addressesIn(site: ForeignSite, post: ForeignPost): Set<string> {
  const found = new Set<string>();
  const note = (old: string) => {
    const path = localPath(site, old);
    if (path !== undefined) found.add(absolute(site, path));
    return undefined;
  };
  htmlToMarkdown(plainHtml(post.html), { baseUrl: `${site.base}/`, address: note });
  if (post.picture) note(post.picture.src);
  return found;
}

export function absolute(site: ForeignSite, path: string): string {
  return site.base + path;
}

/** Without slashes at its end. */
export function trim(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}
