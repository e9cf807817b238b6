import { escapeHtml } from '../html/escape.ts';

const TAG = /<[a-z][^<>]*>/gi;
const ADDRESS = /(\s(?:href|src|poster)=")([^"]*)"/g;

/**
 * Gives links, pictures and files in HTML that was sanitised the addresses that `address` has for them; undefined keeps one.
 * A picture that gets another one loses its other sizes, which are those of the old.
 */
export function mapAddresses(clean: string, address: (old: string) => string | undefined): string {
  return clean.replace(TAG, tag => {
    let changed = false;
    const mapped = tag.replace(ADDRESS, (all, before: string, escaped: string) => {
      const now = address(escaped.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
      if (now === undefined) return all;
      changed = true;
      return `${before}${escapeHtml(now)}"`;
    });
    return changed ? mapped.replace(/\s(?:srcset|sizes)="[^"]*"/g, '') : mapped;
  });
}
