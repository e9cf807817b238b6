import type { PostFields } from './post-fields.ts';

/** `![](…)`, and an `<img>` of raw HTML without a description; an empty `alt=""` of raw HTML is taken as meant. */
const BARE = /!\[\s*\]\([^)\s]|<img\b(?![^>]*\balt\s*=)[^>]*>/gi;
/** Code shows Markdown without being it. */
const CODE = /^(```+|~~~+)[^\n]*\n[\s\S]*?^\1|`[^`\n]+`/gm;

/** How many pictures of a post nobody has described. */
export function missingAlt({ markdown, photos }: Pick<PostFields, 'markdown' | 'photos'>): number {
  const bare = markdown.replace(CODE, '').match(BARE)?.length ?? 0;
  return bare + photos.filter(({ alt }) => alt === '').length;
}
