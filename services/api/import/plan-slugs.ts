import { firstFree } from '../../../core/markdown/markdown.ts';
import { postPath } from '../contract.ts';
import { isNumbered } from '../posts/numbered.ts';
import { readFileName } from './file-name.ts';
import type { SourcePost } from './read-post.ts';

export interface KnownSlug {
  slug: string;
  source?: string | undefined;
}

/**
 * Gives every post of an import a slug of its own, in the order of their paths, so that links between them are right: the one
 * it has here, when that is the one it asks for or that with a number; else the one it asks for, with its language when it is
 * a translation, or a number, when that is taken.
 */
export function planSlugs(posts: readonly SourcePost[], known: readonly KnownSlug[]): void {
  const taken = new Set(known.map(({ slug }) => slug));
  const own = new Map(
    known.flatMap(({ slug, source }) => (source === undefined ? [] : [[source, slug] as const])),
  );
  const inOrder = posts.toSorted((a, b) => Number(isTranslation(a)) - Number(isTranslation(b)));
  for (const post of inOrder) {
    const { slug, language = '' } = post.fields;
    const before = own.get(post.path);
    const translated = isTranslation(post) ? `${slug}-${language.toLowerCase()}` : slug;
    if (before !== undefined && [slug, translated].some(wish => isNumbered(before, wish))) {
      post.fields.slug = before;
      continue;
    }
    post.fields.slug = firstFree(taken.has(slug) ? translated : slug, taken);
    taken.add(post.fields.slug);
  }
}

/** Hugo's `title.fr.md`. */
function isTranslation({ path }: SourcePost): boolean {
  return readFileName(path).language !== undefined;
}

/** Finds the posts that a text refers to by their path, name or old address. */
export class PostIndex {
  readonly #byPath = new Map<string, string>();
  readonly #byName = new Map<string, string>();
  readonly #bySlug = new Map<string, string>();

  constructor(posts: readonly SourcePost[]) {
    for (const { path, fields } of posts) {
      const plain = withoutExtension(path);
      const here = postPath({ kind: fields.kind ?? 'article', slug: fields.slug });
      this.#byPath.set(path, here).set(plain, here);
      if (plain.endsWith('/index')) this.#byPath.set(plain.slice(0, -'/index'.length), here);
      this.#byName.set(plain.split('/').at(-1)!, here);
      this.#bySlug.set(fields.slug, here);
    }
  }

  /** The address of the post that `path` names, from the folder `from`, the root, or wherever it is. */
  find(path: string, from = ''): string | undefined {
    return (
      this.#byPath.get(join(path.startsWith('/') ? '' : from, path)) ??
      this.#byPath.get(join('content', path)) ??
      this.#byName.get(withoutExtension(path).split('/').at(-1)!)
    );
  }

  /** The address of the post whose slug ends an old address such as `/2024/01/31/title.html`. */
  findOld(path: string): string | undefined {
    const last = path
      .replace(/\/(?:index\.html)?$/, '')
      .split('/')
      .at(-1)!
      .replace(/\.html?$/, '');
    return this.#bySlug.get(last);
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
