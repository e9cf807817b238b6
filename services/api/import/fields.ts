import { cutText, slugify } from '../../../core/markdown/markdown.ts';
import { WebAddress } from '../contract/common.ts';
import type { PostInput } from '../contract.ts';
import { readDate } from './dates.ts';
import { readFileName } from './file-name.ts';
import { readFormerPaths, readPermalink } from './former-paths.ts';
import type { FrontMatter } from './front-matter.ts';
import { problem } from './problem.ts';
import { readFlag, readList, readText } from './values.ts';

/** What front matter and file name say of a post; the body comes later. */
export type Fields = Omit<PostInput, 'markdown' | 'slug'> & {
  slug: string;
  /** Paths that it had. */
  formerPaths?: string[];
  /** A picture that stands above the text. */
  cover?: { src: string; alt: string };
  warnings: string[];
};

/** Collections of Eleventy rather than subjects. */
const NO_SUBJECT = new Set(['post', 'posts', 'all']);
const MOST_TAGS = 50;

/** Reads the fields that Jekyll, Hugo and Eleventy have for the same thing. Throws for a date that is none, with its line. */
export function readFields(path: string, front: FrontMatter, now: Date): Fields {
  const { data } = front;
  const name = readFileName(path);
  const date = (keys: string[]) => firstDate(front, keys);
  const written = date(['date', 'created', 'created_at']) ?? name.date;
  const published = date(['publishdate', 'pubdate', 'published_at']) ?? written;
  const changed = date(['lastmod', 'updated', 'modified', 'last_modified_at', 'updated_at']) ?? published;
  const expires = date(['expirydate', 'unpublishdate']);
  const expired = expires !== undefined && expires <= now.toISOString();
  const warnings: string[] = [];
  if (expired) warnings.push('has expired and becomes a draft.');
  if (published === undefined) warnings.push('has no date; it gets the time of the import.');
  const draft =
    name.draft || expired || readFlag(data['draft']) === true || readFlag(data['published']) === false;
  const title = readText(data['title']);
  const summary = readText(data['summary'] ?? data['description'] ?? data['excerpt']);
  const language =
    readText(data['lang'] ?? data['language'] ?? data['locale'])?.replace('_', '-') ?? name.language;
  const isPage = [data['layout'], data['type']].some(value => readText(value)?.toLowerCase() === 'page');
  const canonical = readAddress(data['canonical'] ?? data['canonical_url'] ?? data['canonicalURL']);
  const series = readSeries(data['series']);
  const cover = readCover(data);
  const former = draft ? [] : readFormerPaths(path, data);
  return {
    slug: readSlug(data) ?? name.slug,
    ...(isPage ? { kind: 'page' as const } : {}),
    ...(['pinned', 'pin', 'sticky'].some(key => readFlag(data[key]) === true) ? { pinned: true } : {}),
    ...(series === undefined ? {} : { series }),
    ...(canonical === undefined ? {} : { canonical }),
    ...(cover === undefined ? {} : { cover }),
    ...(former.length === 0 ? {} : { formerPaths: former }),
    // The service makes it scheduled when its time is to come, and published then: the file says the same all along.
    status: draft ? 'draft' : 'published',
    tags: readTags(data),
    ...(title === undefined ? {} : { title: title.slice(0, 500) }),
    ...(summary === undefined ? {} : { summary: cutText(summary) }),
    ...(language === undefined || language.length > 35 ? {} : { language }),
    ...(written === undefined && published === undefined ? {} : { createdAt: written ?? published }),
    ...(changed === undefined ? {} : { updatedAt: changed }),
    ...(published === undefined ? {} : { publishedAt: published }),
    warnings,
  };
}

function firstDate(front: FrontMatter, keys: string[]): string | undefined {
  for (const key of keys) {
    const value = front.data[key];
    if (value === undefined || value === null || value === '') continue;
    const date = readDate(value);
    if (date === undefined)
      throw problem(`${key}: "${String(value)}" is not a date that is known here.`, front.lineOf(key));
    return date;
  }
  return undefined;
}

/** The last part of the address that the post had; patterns such as `/:year/:title/` say nothing of this post. */
function readSlug(data: FrontMatter['data']): string | undefined {
  const chosen = readText(data['slug']);
  if (chosen !== undefined) return slugify(chosen) || undefined;
  const path = readPermalink(data);
  if (path === undefined) return undefined;
  const last =
    path
      .replace(/\/(?:index\.\w+)?$/, '')
      .split('/')
      .at(-1) ?? '';
  return slugify(decode(last).replace(/\.html?$/, '')) || undefined;
}

function readAddress(value: unknown): string | undefined {
  const parsed = WebAddress.safeParse(readText(value));
  return parsed.success ? parsed.data : undefined;
}

/** Its name, or the first of several as Hugo has them. */
function readSeries(value: unknown): string | undefined {
  return readText(Array.isArray(value) ? value[0] : value)?.slice(0, 200);
}

/** A file or address, also within `{ image, path, url, src, alt }` as themes have it. */
function readCover(data: FrontMatter['data']): Fields['cover'] {
  for (const key of ['cover', 'image', 'featured_image', 'featuredImage', 'hero', 'banner']) {
    const value = data[key];
    const fields = (
      typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
    ) as Record<string, unknown>;
    const src =
      readText(value) ?? ['image', 'path', 'url', 'src'].map(name => readText(fields[name])).find(Boolean);
    if (src === undefined || /[\s<>]/.test(src) || !/[./]/.test(src)) continue;
    const alt = readText(fields['alt'] ?? data[`${key}_alt`] ?? data[`${key}Alt`]) ?? '';
    return { src, alt: alt.replace(/[[\]\n]/g, ' ') };
  }
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readTags(data: FrontMatter['data']): string[] {
  const nested =
    typeof data['taxonomies'] === 'object' && data['taxonomies'] !== null
      ? Object.values(data['taxonomies'])
      : [];
  const fields = [data['tags'], data['tag'], data['categories'], data['category'], ...nested];
  const tags = new Map<string, string>();
  for (const tag of fields.flatMap(readList)) {
    const slug = slugify(tag);
    if (slug !== '' && !NO_SUBJECT.has(slug) && !tags.has(slug)) tags.set(slug, tag.slice(0, 100));
  }
  return [...tags.values()].slice(0, MOST_TAGS);
}
