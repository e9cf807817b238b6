import { AppError } from '../../../core/errors.ts';
import { slugify } from '../../../core/markdown/markdown.ts';
import type { Tag } from '../store/posts/post-row.ts';

/** Names as somebody wrote them, with their slugs, each once. Throws `invalid` for a name without a letter or digit. */
export function composeTags(names: readonly string[], language?: string): Tag[] {
  const tags = new Map<string, Tag>();
  for (const written of names) {
    const name = written.replaceAll('\0', '').toWellFormed().replace(/\s+/g, ' ').trim();
    const slug = slugify(name, language);
    if (slug === '')
      throw new AppError('invalid', `"${written}" cannot be a tag: it has no letter or digit.`, {
        details: { field: 'tags' },
      });
    if (!tags.has(slug)) tags.set(slug, { slug, name });
  }
  return [...tags.values()];
}
