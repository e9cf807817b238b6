import { slugify } from '../../../core/markdown/markdown.ts';

export interface NamedFile {
  /** From `2024-01-31-title.md`, as an ISO time. */
  date: string | undefined;
  slug: string;
  /** From Hugo's `title.fr.md`. */
  language: string | undefined;
  /** In a folder `_drafts`. */
  draft: boolean;
}

const DATED = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_]+|$)(.*)$/;

/** What the path of a post says of it. `index.md` is a page bundle and has its name from its folder. */
export function readFileName(path: string): NamedFile {
  const parts = path.split('/');
  const name = parts.pop()!.replace(/\.(?:md|markdown|mdown|mkd)$/i, '');
  const [, base = name, language] = /^(.+)\.([a-z]{2}(?:-[a-z]{2,4})?)$/i.exec(name) ?? [];
  const named = base.toLowerCase() === 'index' && parts.length > 0 ? parts.at(-1)! : base;
  const [, year, month, day, title] = DATED.exec(named) ?? [];
  const slug = slugify(title || named) || 'post';
  return {
    date: year ? isoDay(Number(year), Number(month), Number(day)) : undefined,
    slug,
    language,
    draft: parts.includes('_drafts'),
  };
}

function isoDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && year > 0 ? date.toISOString() : undefined;
}
