import { type Selectable, sql } from 'kysely';
import type { Post, PostSummary } from '../contract.ts';
import type { PostTable } from '../schema.ts';

export type Tag = PostSummary['tags'][number];
type Row = Selectable<PostTable>;

export type SummaryRow = Pick<
  Row,
  | 'id'
  | 'slug'
  | 'title'
  | 'summary'
  | 'status'
  | 'language'
  | 'minutes'
  | 'created_at'
  | 'updated_at'
  | 'published_at'
> & { tags: Tag[] };

export type PostRow = SummaryRow &
  Pick<Row, 'markdown' | 'html' | 'words' | 'version' | 'summary_given' | 'source' | 'source_hash'>;

/** A post's tags in the order the writer gave them, in the same query. */
const tags = sql<Tag[]>`coalesce((
  select json_agg(json_build_object('slug', tag.slug, 'name', tag.name) order by post_tag.position)
  from post_tag join tag on tag.slug = post_tag.tag where post_tag.post_id = post.id), '[]')`.as('tags');

/** What a list needs of a post; queries select it from `post` under that name. */
export const SUMMARY = [
  'post.id',
  'post.slug',
  'post.title',
  'post.summary',
  'post.status',
  'post.language',
  'post.minutes',
  'post.created_at',
  'post.updated_at',
  'post.published_at',
  tags,
] as const;

export const WHOLE = [
  ...SUMMARY,
  'post.markdown',
  'post.html',
  'post.words',
  'post.version',
  'post.summary_given',
  'post.source',
  'post.source_hash',
] as const;

export function toSummary(row: SummaryRow): PostSummary {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    tags: row.tags,
    status: row.status as PostSummary['status'],
    ...(row.language === null ? {} : { language: row.language }),
    minutes: row.minutes,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    ...(row.status === 'draft' || row.published_at === null
      ? {}
      : { publishedAt: row.published_at.toISOString() }),
  };
}

export function toPost(row: PostRow): Post {
  const { markdown, html, words, version } = row;
  return { ...toSummary(row), markdown, html, words, version };
}
