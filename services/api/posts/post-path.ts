import type { PostKind } from '../contract.ts';

/** Where a post stands on the site: a page right under the root, everything else under `/posts/`. */
export function postPath({ kind, slug }: { kind: PostKind; slug: string }): string {
  return (kind === 'page' ? '/' : '/posts/') + encodeURIComponent(slug);
}
