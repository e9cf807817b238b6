import type { Diff, Snapshot } from '../contract.ts';
import { diffLines } from './diff-lines.ts';

/** Every field of a post but its text, as it reads in a comparison. */
const FIELDS: Readonly<Record<Exclude<keyof Snapshot, 'markdown'>, (post: Snapshot) => string>> = {
  title: post => post.title,
  kind: post => post.kind,
  slug: post => post.slug,
  status: post => post.status,
  visibility: post => post.visibility,
  publishedAt: post => post.publishedAt ?? '',
  tags: post => post.tags.join(', '),
  series: post => post.series ?? '',
  summary: post => post.summary ?? '',
  language: post => post.language ?? '',
  target: post => [post.target?.title, post.target?.url].filter(Boolean).join(' '),
  rsvp: post => post.rsvp ?? '',
  photos: post => post.photos.map(({ src, alt }) => (alt === '' ? src : `${src} (${alt})`)).join('\n'),
  canonical: post => post.canonical ?? '',
  pinned: post => (post.pinned ? 'yes' : 'no'),
};

/** How one version of a post differs from another: its fields, and its text line by line. */
export function diffSnapshots(older: Snapshot, newer: Snapshot): Diff {
  const fields = Object.entries(FIELDS)
    .map(([field, read]) => ({ field, from: read(older), to: read(newer) }))
    .filter(({ from, to }) => from !== to);
  return { fields, ...diffLines(older.markdown, newer.markdown) };
}
