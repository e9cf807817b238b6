import { type Selectable, sql } from 'kysely';
import type {
  Photo,
  Post,
  PostKind,
  PostStatus,
  PostSummary,
  ShownPhoto,
  Target,
  Visibility,
} from '../../contract.ts';
import { type KeptPicture, pictureOf } from '../../media/images/picture.ts';
import type { PostTable } from '../../schema.ts';

export type Tag = PostSummary['tags'][number];
type Row = Selectable<PostTable>;

export type SummaryRow = Pick<
  Row,
  | 'id'
  | 'slug'
  | 'title'
  | 'summary'
  | 'pinned'
  | 'rsvp'
  | 'language'
  | 'minutes'
  | 'created_at'
  | 'updated_at'
  | 'published_at'
> & {
  kind: PostKind;
  status: PostStatus;
  visibility: Visibility;
  target: Target | null;
  photos: Photo[];
  /** Of each photo in its order, what is kept of it here; nothing without photos. */
  pictures: (KeptPicture | null)[] | null;
  series: Tag | null;
  tags: Tag[];
};

export type PostRow = SummaryRow &
  Pick<
    Row,
    | 'markdown'
    | 'html'
    | 'words'
    | 'version'
    | 'canonical'
    | 'summary_given'
    | 'source'
    | 'source_hash'
    | 'changed_at'
    | 'changed_by'
  >;

/** A post's tags in the order the writer gave them, in the same query. */
const tags = sql<Tag[]>`coalesce((
  select json_agg(json_build_object('slug', tag.slug, 'name', tag.name) order by post_tag.position)
  from post_tag join tag on tag.slug = post_tag.tag where post_tag.post_id = post.id), '[]')`.as('tags');

const target = sql<Target | null>`case when post.target_url is not null then
  json_strip_nulls(json_build_object('url', post.target_url, 'title', post.target_title)) end`.as('target');

const series = sql<Tag | null>`(
  select json_build_object('slug', series.slug, 'name', series.name) from series where series.slug = post.series)`.as(
  'series',
);

/** What is known of its photos, by `media_path_key`; a post without any costs nothing. */
const pictures = sql<(KeptPicture | null)[] | null>`case when post.photos <> '[]' then (
  select json_agg(case when media.path is not null then json_build_object('path', media.path, 'width', media.width,
    'height', media.height, 'responsive', media.responsive, 'alt', media.alt) end order by photo.at)
  from jsonb_array_elements(post.photos) with ordinality as photo (it, at)
  left join media on media.path = photo.it->>'src') end`.as('pictures');

/** What a list needs of a post; queries select it from `post` under that name. */
export const SUMMARY = [
  'post.id',
  'post.slug',
  sql<PostKind>`post.kind`.as('kind'),
  'post.title',
  'post.summary',
  sql<PostStatus>`post.status`.as('status'),
  sql<Visibility>`post.visibility`.as('visibility'),
  'post.pinned',
  'post.rsvp',
  sql<Photo[]>`post.photos`.as('photos'),
  pictures,
  target,
  series,
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
  'post.canonical',
  'post.summary_given',
  'post.source',
  'post.source_hash',
  'post.changed_at',
  'post.changed_by',
] as const;

export function toSummary(row: SummaryRow): PostSummary {
  return {
    id: row.id,
    kind: row.kind,
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    tags: row.tags,
    status: row.status,
    visibility: row.visibility,
    pinned: row.pinned,
    ...(row.target === null ? {} : { target: row.target }),
    ...(row.rsvp === null ? {} : { rsvp: row.rsvp as NonNullable<PostSummary['rsvp']> }),
    photos: row.photos.map((photo, index) => shown(photo, row.pictures?.[index])),
    ...(row.series === null ? {} : { series: row.series }),
    ...(row.language === null ? {} : { language: row.language }),
    minutes: row.minutes,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    ...(row.status === 'draft' || row.published_at === null
      ? {}
      : { publishedAt: row.published_at.toISOString() }),
  };
}

function shown(photo: Photo, kept: KeptPicture | null | undefined): ShownPhoto {
  const known = kept ? pictureOf(kept) : undefined;
  return known === undefined ? photo : { ...photo, known };
}

export function toPost(row: PostRow): Post {
  const { markdown, html, words, version, canonical } = row;
  return { ...toSummary(row), markdown, html, words, version, ...(canonical === null ? {} : { canonical }) };
}

/** Whether somebody who is not signed in gets to it: listed, or unlisted for whoever has the address. */
export function isReachable(post: Pick<SummaryRow, 'status' | 'visibility'>): boolean {
  return post.status === 'published' && post.visibility !== 'private';
}
