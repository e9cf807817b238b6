import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import { cutText } from '../../../../core/markdown/markdown.ts';
import { entryOf, type ForeignPost, type ForeignSite } from '../foreign/post.ts';

const Text = z.string().nullish();
const GhostPost = z.object({
  id: z.union([z.string(), z.number()]),
  title: Text,
  slug: z.string(),
  html: Text,
  type: Text,
  page: z.union([z.boolean(), z.number()]).nullish(),
  status: Text,
  visibility: Text,
  featured: z.union([z.boolean(), z.number()]).nullish(),
  feature_image: Text,
  custom_excerpt: Text,
  locale: Text,
  created_at: Text,
  updated_at: Text,
  published_at: Text,
});
type GhostPost = z.infer<typeof GhostPost>;

const Id = z.union([z.string(), z.number()]).transform(String);
const Data = z.object({
  posts: z.array(z.unknown()),
  posts_meta: z
    .array(z.object({ post_id: Id, feature_image_alt: Text }))
    .nullish()
    .catch([]),
  tags: z.array(z.object({ id: Id, name: z.string() })).default([]),
  posts_tags: z.array(z.object({ post_id: Id, tag_id: Id, sort_order: z.number().nullish() })).default([]),
  settings: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]),
});
const File = z.union([
  z.object({ db: z.array(z.object({ data: Data })).min(1) }).transform(file => file.db[0]!.data),
  z.object({ data: Data }).transform(file => file.data),
]);

/** What Ghost writes in place of its own address. */
const PLACEHOLDER = /__GHOST_URL__/g;

/**
 * Reads an export of Ghost 1 to 6 (Settings → Migration → Export). `url` is the address that the site has or had: the export
 * does not say it, and its pictures are fetched from there. Throws `invalid` for a file that is not one.
 */
export async function readGhost(path: string, url: string): Promise<ForeignSite> {
  const base = url.replace(/\/+$/, '');
  const data = await readData(path);
  const names = new Map(data.tags.map(tag => [tag.id, tag.name]));
  const alts = new Map((data.posts_meta ?? []).map(meta => [meta.post_id, meta.feature_image_alt ?? '']));
  const posts: ForeignPost[] = [];
  const notes: string[] = [];
  for (const raw of data.posts) {
    const parsed = GhostPost.safeParse(raw);
    if (!parsed.success) {
      notes.push(`a post was left out: ${parsed.error.issues[0]?.path.join('.')} is not as Ghost writes it.`);
      continue;
    }
    const tags = data.posts_tags
      .filter(link => link.post_id === String(parsed.data.id))
      .sort((a, b) => (a.sort_order ?? 0) - (b.sort_order ?? 0))
      .flatMap(link => names.get(link.tag_id) ?? [])
      // Ghost's internal tags are for its themes.
      .filter(name => !name.startsWith('#') && /[\p{L}\p{N}]/u.test(name));
    posts.push(readPost(parsed.data, base, tags, alts.get(String(parsed.data.id)) ?? ''));
  }
  return { base, entries: posts.map(entryOf), posts: () => posts, notes };
}

async function readData(path: string): Promise<z.infer<typeof Data>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new AppError('not_found', `There is no file "${path}".`);
    throw new AppError('invalid', `${path} is not JSON: ${message}`, { cause: error });
  }
  const parsed = File.safeParse(json);
  if (!parsed.success)
    throw new AppError(
      'invalid',
      `${path} is not an export of Ghost. Make one there under Settings → Migration → Export.`,
    );
  return parsed.data;
}

function readPost(post: GhostPost, base: string, tags: string[], alt: string): ForeignPost {
  const page = post.type === 'page' || Boolean(post.page);
  const title = (post.title ?? '').trim().slice(0, 500);
  const published = readTime(post.published_at);
  const created = readTime(post.created_at) ?? published;
  const updated = readTime(post.updated_at);
  const isPublic = ['published', 'scheduled', 'sent'].includes(post.status ?? '');
  const members = post.visibility !== 'public' && post.visibility !== null && post.visibility !== undefined;
  const summary = cutText(post.custom_excerpt ?? '');
  const warnings: string[] = [];
  if (members) warnings.push('was for members; it is private here.');
  if (!post.html && isPublic) warnings.push('has no HTML in the export; its body is empty.');
  return {
    source: `ghost:${base.replace(/^https?:\/\//, '')}:${post.id}`.slice(0, 500),
    name: `${page ? 'page' : 'post'} "${title || post.slug}"`,
    html: (post.html ?? '').replace(PLACEHOLDER, base),
    path: isPublic ? `/${post.slug}/` : undefined,
    picture: post.feature_image ? { src: post.feature_image.replace(PLACEHOLDER, base), alt } : undefined,
    responses: [],
    warnings,
    fields: {
      kind: page ? 'page' : title === '' ? 'note' : 'article',
      slug: post.slug,
      status: isPublic ? 'published' : 'draft',
      visibility: members ? 'private' : 'public',
      pinned: Boolean(post.featured),
      tags: tags.map(name => name.slice(0, 100)).slice(0, 50),
      ...(title === '' ? (page ? { title: 'Untitled' } : {}) : { title }),
      ...(summary === '' ? {} : { summary }),
      ...(post.locale ? { language: post.locale.slice(0, 35) } : {}),
      ...(created === undefined ? {} : { createdAt: created }),
      ...(updated === undefined ? {} : { updatedAt: updated }),
      ...(published === undefined ? {} : { publishedAt: published }),
    },
  };
}

/** Ghost 1 wrote `2019-05-31 12:00:00` in UTC, later ones RFC 3339. */
function readTime(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  const date = new Date(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
