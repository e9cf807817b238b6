import type { Kysely } from 'kysely';
import { type KnownImage, type Rendered, renderMarkdown } from '../../../core/markdown/markdown.ts';
import { pictureOf } from '../media/images/picture.ts';
import type { Schema } from '../schema.ts';
import { findMediaByPaths } from '../store/media/media.ts';

/** Where posts live on the site: what relative links in a body are resolved against. */
export const POSTS_PATH = '/posts/';

/** What a body is rendered from. */
export interface Body {
  id: string;
  markdown: string;
  language: string | null;
}

/** Renders a post's body, its pictures with what is known of them: one query when it shows some of this site, else none. */
export function renderBody(db: Kysely<Schema>, { id, markdown, language }: Body): Promise<Rendered> {
  return renderMarkdown(markdown, {
    base: POSTS_PATH,
    footnotes: id.slice(0, 8),
    language: language ?? undefined,
    images: addresses => knownPictures(db, addresses),
  });
}

async function knownPictures(
  db: Kysely<Schema>,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, KnownImage>> {
  const paths = addresses.filter(address => address.startsWith('/media/'));
  if (paths.length === 0) return new Map();
  const known = new Map<string, KnownImage>();
  for (const row of await findMediaByPaths(db, paths)) {
    const picture = pictureOf(row);
    if (picture) known.set(row.path, picture);
  }
  return known;
}
