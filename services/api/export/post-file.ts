import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { slugify } from '../../../core/markdown/markdown.ts';
import { problem } from '../import/problem.ts';
import type { SavedPost } from '../import/site/saved-posts.ts';
import { NO_PART } from '../store/terms/terms.ts';

/** A longer name does not fit every file system. */
const LONGEST_NAME = 200;
/** Strings that YAML 1.1 would take for times or flags are quoted, since Jekyll reads that. */
const YAML = { version: '1.1', lineWidth: 0 } as const;

export function postFileName({ slug, id }: Pick<SavedPost, 'slug' | 'id'>): string {
  return `posts/${Buffer.byteLength(slug) > LONGEST_NAME ? id : slug}.md`;
}

/**
 * A post as Markdown with YAML front matter: what Jekyll, Hugo and Eleventy have names for under those, and the rest as Croft
 * calls it. What has its usual value is left out.
 */
export function writePostFile(post: SavedPost): string {
  const { tags, series, target_url, target_title } = post;
  const language = post.language ?? undefined;
  const hidden = post.status === 'draft' || post.visibility === 'private';
  const odd = (term: { slug: string; name: string }) => slugify(term.name, language) !== term.slug;
  const front = {
    title: post.title,
    date: time(post.published_at),
    lastmod: time(post.updated_at),
    slug: post.slug,
    permalink: `/${post.kind === 'page' ? '' : 'posts/'}${post.slug}/`,
    // So that no other program shows what is nobody's to see.
    draft: hidden ? true : undefined,
    kind: post.kind,
    status: post.status,
    visibility: post.visibility,
    pinned: post.pinned || undefined,
    tags: tags.length === 0 ? undefined : tags.map(({ name }) => name),
    series: series?.name,
    summary: post.summary_given ?? undefined,
    language,
    canonical: post.canonical ?? undefined,
    target: target_url === null ? undefined : { url: target_url, title: target_title ?? undefined },
    rsvp: post.rsvp ?? undefined,
    photos: post.photos.length === 0 ? undefined : post.photos,
    source: post.source ?? undefined,
    created: time(post.created_at),
    id: post.id,
    croft: {
      version: post.version,
      changed: time(post.changed_at),
      changedBy: post.changed_by ?? undefined,
      sourceHash: post.source_hash ?? undefined,
      tagSlugs: tags.some(odd) ? tags.map(({ slug }) => slug) : undefined,
      seriesSlug: series && odd(series) ? series.slug : undefined,
      part: post.part === NO_PART ? undefined : post.part,
    },
  };
  return `---\n${stringify(front, YAML)}---\n\n${post.markdown}\n`;
}

const Text = z.string().optional();
const Front = z.object({
  title: z.string(),
  date: Text,
  lastmod: z.string(),
  slug: z.string(),
  kind: z.string(),
  status: z.string(),
  visibility: z.string(),
  pinned: z.boolean().default(false),
  tags: z.array(z.string()).default([]),
  series: Text,
  summary: Text,
  language: Text,
  canonical: Text,
  target: z.object({ url: z.string(), title: Text }).optional(),
  rsvp: Text,
  photos: z.array(z.object({ src: z.string(), alt: z.string() })).default([]),
  source: Text,
  created: z.string(),
  id: z.string(),
  croft: z.object({
    version: z.number(),
    changed: z.string(),
    changedBy: Text,
    sourceHash: Text,
    tagSlugs: z.array(z.string()).optional(),
    seriesSlug: Text,
    part: z.number().int().optional(),
  }),
});

/** The row that a file was written from. Throws for a file that is none; whether it makes a post is for the service to say. */
export function readPostFile(text: string): object {
  const [, yaml, markdown] = /^---\n([\s\S]*?\n)---\n\n([\s\S]*)\n$/.exec(text) ?? [];
  if (yaml === undefined) throw problem('is not a post of an export.');
  const { croft, ...front } = Front.parse(parse(yaml, YAML));
  const term = (name: string, slug: string | undefined) => ({
    slug: slug ?? slugify(name, front.language),
    name,
  });
  return {
    id: front.id,
    kind: front.kind,
    slug: front.slug,
    title: front.title,
    markdown,
    status: front.status,
    visibility: front.visibility,
    pinned: front.pinned,
    tags: front.tags.map((name, at) => term(name, croft.tagSlugs?.[at])),
    series: front.series === undefined ? null : term(front.series, croft.seriesSlug),
    part: croft.part,
    target_url: front.target?.url ?? null,
    target_title: front.target?.title ?? null,
    rsvp: front.rsvp ?? null,
    photos: front.photos,
    canonical: front.canonical ?? null,
    summary_given: front.summary ?? null,
    language: front.language ?? null,
    created_at: front.created,
    updated_at: front.lastmod,
    published_at: front.date ?? null,
    changed_at: croft.changed,
    changed_by: croft.changedBy ?? null,
    version: croft.version,
    source: front.source ?? null,
    source_hash: croft.sourceHash ?? null,
  };
}

function time(text: string | null): string | undefined {
  return text === null ? undefined : new Date(text).toISOString();
}
