import type { Photo, PostInput, PostKind, PostStatus, Snapshot } from '../../../api/contract.ts';
import { isMadeFrom } from './title-slug.ts';
import { toWallTime } from './wall-time.ts';

/** What stands in the form of the writing screen, field by field, as its writer typed it. */
export interface PostFields {
  readonly title: string;
  readonly markdown: string;
  /** Empty: an article with a title, a note without one. */
  readonly kind: PostKind | '';
  readonly targetUrl: string;
  readonly targetTitle: string;
  readonly rsvp: string;
  readonly photos: readonly Photo[];
  readonly slug: string;
  /** Names with commas between. */
  readonly tags: string;
  readonly summary: string;
  readonly language: string;
  readonly series: string;
  readonly visibility: string;
  readonly pinned: boolean;
  readonly canonical: string;
  /** `2026-11-24T09:30` on the clocks of `timeZone`; empty for now. */
  readonly publishAt: string;
  readonly timeZone: string;
}

/** The post that a form is about; all absent in the form of a new one. */
export interface PostState {
  readonly id?: string | undefined;
  readonly version?: number | undefined;
  readonly status?: PostStatus | undefined;
  /** The time that it has, to the millisecond, which the field for it does not show. */
  readonly publishedAt?: string | undefined;
  /** Version of the writer's working copy, 0 for none. */
  readonly copy: number;
  /** Marks a new post, so that sending its form twice makes one post. */
  readonly key: string;
}

/** A form that nothing is written in. */
export const EMPTY_FIELDS: PostFields = {
  title: '',
  markdown: '',
  kind: '',
  targetUrl: '',
  targetTitle: '',
  rsvp: '',
  photos: [],
  slug: '',
  tags: '',
  summary: '',
  language: '',
  series: '',
  visibility: 'public',
  pinned: false,
  canonical: '',
  publishAt: '',
  timeZone: 'UTC',
};

/** A post as its form shows it. Times are in UTC until the browser says where it is. */
export function fieldsOf(post: Snapshot): PostFields {
  return {
    title: post.title,
    markdown: post.markdown,
    kind: post.kind === 'article' || post.kind === 'note' ? '' : post.kind,
    targetUrl: post.target?.url ?? '',
    targetTitle: post.target?.title ?? '',
    rsvp: post.rsvp ?? '',
    photos: post.photos,
    slug: post.status === 'draft' && isMadeFrom(post.slug, post.title) ? '' : post.slug,
    tags: post.tags.join(', '),
    summary: post.summary ?? '',
    language: post.language ?? '',
    series: post.series ?? '',
    visibility: post.visibility,
    pinned: post.pinned,
    canonical: post.canonical ?? '',
    publishAt: post.publishedAt === undefined ? '' : toWallTime(post.publishedAt, 'UTC'),
    timeZone: 'UTC',
  };
}

/** The fields with what a working copy says in their place. */
export function withCopy(fields: PostFields, copy: Partial<PostInput>): PostFields {
  const { kind, publishedAt } = copy;
  return {
    ...fields,
    title: copy.title ?? fields.title,
    markdown: copy.markdown ?? fields.markdown,
    kind: kind === undefined ? fields.kind : kind === 'article' || kind === 'note' ? '' : kind,
    targetUrl: copy.target === undefined ? fields.targetUrl : (copy.target?.url ?? ''),
    targetTitle: copy.target === undefined ? fields.targetTitle : (copy.target?.title ?? ''),
    rsvp: copy.rsvp === undefined ? fields.rsvp : (copy.rsvp ?? ''),
    photos: copy.photos ?? fields.photos,
    slug: copy.slug ?? fields.slug,
    tags: copy.tags?.join(', ') ?? fields.tags,
    summary: copy.summary ?? fields.summary,
    language: copy.language ?? fields.language,
    series: copy.series === undefined ? fields.series : (copy.series ?? ''),
    visibility: copy.visibility ?? fields.visibility,
    pinned: copy.pinned ?? fields.pinned,
    canonical: copy.canonical === undefined ? fields.canonical : (copy.canonical ?? ''),
    publishAt: publishedAt === undefined ? fields.publishAt : toWallTime(publishedAt, 'UTC'),
  };
}
