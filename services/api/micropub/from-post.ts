import type { PostRow } from '../store/posts/post-row.ts';
import { aboutProperty } from './kind.ts';
import { emptyProperties, type Properties } from './request.ts';
import { offSite } from './values.ts';

/** A post as properties, which `toInput` reads back: what `q=source` answers and an update begins with. */
export function propertiesOfPost(row: PostRow, kept: Properties, origin: string): Properties {
  const properties = Object.assign(emptyProperties(), kept);
  const set = (name: string, value: unknown) => {
    properties[name] = Array.isArray(value) ? value : [value];
  };
  if (row.title !== '') set('name', row.title);
  if (row.summary_given !== null) set('summary', row.summary_given);
  if (row.markdown !== '') set('content', row.markdown);
  if (row.tags.length > 0)
    set(
      'category',
      row.tags.map(tag => tag.name),
    );
  if (row.photos.length > 0) {
    const photos = row.photos.map(({ src, alt }) => {
      const value = offSite(src, origin);
      return alt === '' ? value : { value, alt };
    });
    set('photo', photos);
  }
  const about = aboutProperty(row.kind);
  if (about !== undefined && row.target)
    set(
      about,
      row.target.title === undefined
        ? row.target.url
        : { type: ['h-cite'], properties: { url: [row.target.url], name: [row.target.title] } },
    );
  if (row.rsvp !== null) set('rsvp', row.rsvp);
  if (row.published_at !== null) set('published', row.published_at.toISOString());
  set('updated', row.updated_at.toISOString());
  // A post that is scheduled is published, only later.
  set('post-status', row.status === 'draft' ? 'draft' : 'published');
  set('visibility', row.visibility);
  return properties;
}
