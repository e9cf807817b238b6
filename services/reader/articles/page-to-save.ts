import { createHash } from 'node:crypto';
import { feedAddress } from '../feed-url.ts';
import { canonicalUrl, withoutTrackers } from '../items/canonical-url.ts';
import type { SavedPage } from '../store/saved-pages.ts';

/** A page as it is kept. Throws `invalid` for what is no web address. */
export function pageToSave(
  written: string,
  { title, tags = [] }: { title?: string | undefined; tags?: readonly string[] | undefined },
): SavedPage {
  const url = withoutTrackers(feedAddress(written).url);
  return {
    url,
    title: title || shownAddress(url),
    key: createHash('sha256')
      .update(canonicalUrl(url) ?? url)
      .digest('hex')
      .slice(0, 32),
    tags: [...new Set(tags)],
  };
}

/** What stands for a title until there is one. */
function shownAddress(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host.replace(/^www\./, '')}${pathname === '/' ? '' : pathname}`;
}
