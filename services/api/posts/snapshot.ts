import type { PostInput, Snapshot } from '../contract.ts';
import type { PostRow } from '../store/posts/post-row.ts';

/** What a post is, as its writer would send it. */
export function toSnapshot(row: PostRow): Snapshot {
  const { target, rsvp, series, canonical, summary_given, language, published_at } = row;
  return {
    kind: row.kind,
    title: row.title,
    slug: row.slug,
    markdown: row.markdown,
    tags: row.tags.map(tag => tag.name),
    status: row.status,
    visibility: row.visibility,
    pinned: row.pinned,
    photos: row.photos,
    ...(target === null ? {} : { target }),
    ...(rsvp === null ? {} : { rsvp: rsvp as NonNullable<Snapshot['rsvp']> }),
    ...(series === null ? {} : { series: series.name }),
    ...(canonical === null ? {} : { canonical }),
    ...(summary_given === null ? {} : { summary: summary_given }),
    ...(language === null ? {} : { language }),
    ...(published_at === null ? {} : { publishedAt: published_at.toISOString() }),
  };
}

/** The changes that give a post the content it had; its address, who sees it and its times are no content. */
export function contentOf(was: Snapshot): Partial<PostInput> {
  return {
    kind: was.kind,
    title: was.title,
    markdown: was.markdown,
    tags: was.tags,
    photos: was.photos,
    target: was.target ?? null,
    rsvp: was.rsvp ?? null,
    series: was.series ?? null,
    canonical: was.canonical ?? null,
    summary: was.summary ?? '',
    language: was.language ?? '',
  };
}
