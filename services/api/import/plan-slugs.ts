import { firstFree } from '../../../core/markdown/markdown.ts';
import type { SourcePost } from './read-post.ts';

/** Gives every post of an import its own slug, in the order of their paths: a translation gets its language, others a number. */
export function planSlugs(posts: readonly SourcePost[]): void {
  const taken = new Set<string>();
  for (const post of posts) {
    const { slug, language } = post.fields;
    const wanted = taken.has(slug) && language ? `${slug}-${language.toLowerCase()}` : slug;
    post.fields.slug = firstFree(wanted, taken);
    taken.add(post.fields.slug);
  }
}

/** Finds the posts that a text refers to by their path, name or old address. */
export class PostIndex {
  readonly #byPath = new Map<string, string>();
  readonly #byName = new Map<string, string>();
  readonly #slugs = new Set<string>();

  constructor(posts: readonly SourcePost[]) {
    for (const { path, fields } of posts) {
      const plain = withoutExtension(path);
      this.#byPath.set(path, fields.slug).set(plain, fields.slug);
      if (plain.endsWith('/index')) this.#byPath.set(plain.slice(0, -'/index'.length), fields.slug);
      this.#byName.set(plain.split('/').at(-1)!, fields.slug);
      this.#slugs.add(fields.slug);
    }
  }

  /** The address of the post that `path` names, from the folder `from`, the root, or wherever it is. */
  find(path: string, from = ''): string | undefined {
    const known =
      this.#byPath.get(join(path.startsWith('/') ? '' : from, path)) ??
      this.#byPath.get(join('content', path)) ??
      this.#byName.get(withoutExtension(path).split('/').at(-1)!);
    return known === undefined ? undefined : `/posts/${known}`;
  }

  /** The address of the post whose slug ends an old address such as `/2024/01/31/title.html`. */
  findOld(path: string): string | undefined {
    const last = path
      .replace(/\/(?:index\.html)?$/, '')
      .split('/')
      .at(-1)!
      .replace(/\.html?$/, '');
    return this.#slugs.has(last) ? `/posts/${last}` : undefined;
  }
}

function withoutExtension(path: string): string {
  return path.replace(/\.(?:md|markdown|mdown|mkd)$/i, '');
}

/** A path with its `.` and `..` taken out, never above the root and without a slash at either end. */
function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
