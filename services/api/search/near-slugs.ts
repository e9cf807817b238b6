import { slugify } from '../../../core/markdown/markdown.ts';
import { readablePath } from '../redirects/paths.ts';
import { type GramIndex, mostAlike } from './grams.ts';

/** Less than this share of common parts is chance. */
const ALIKE = 0.25;
const LONGEST = 200;

/** The slugs most like the last part of a path, such as that of `/2019/05/helo-wrold.html`. */
export function nearSlugs(path: string, index: GramIndex, limit: number): string[] {
  const name = readablePath(path)?.split('/').at(-1)?.slice(0, LONGEST) ?? '';
  const slug = slugify(name.replace(/\.[a-z]{1,5}$/i, '').replace(/^\d{4}-\d\d-\d\d-/, ''));
  return slug === '' ? [] : mostAlike(slug, index, ALIKE, limit);
}
