import { slugify } from '../../../../core/markdown/markdown.ts';

/** The slug that a title gives; undefined for a title without a letter. */
export function titleSlug(title: string, language: string): string | undefined {
  return slugify(title, language || undefined) || undefined;
}

/** Whether a draft's slug was made from its title, perhaps from the first letters of it, and not chosen. */
export function isMadeFrom(slug: string, title: string): boolean {
  const bare = slug.replace(/-\d+$/, '');
  return bare === 'post' || slugify(title).startsWith(bare);
}
