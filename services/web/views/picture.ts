import type { Photo, Post } from '../../api/contract.ts';

/** A picture that stands for a post: its first photo, or the first in its text. */
export function firstPicture({ photos, html }: Post): Photo | undefined {
  if (photos[0]) return photos[0];
  // The api renders the HTML: attributes are quoted, and nothing but a tag begins with `<`.
  const tag = /<img\s[^>]*>/.exec(html)?.[0];
  const src = tag && attribute(tag, 'src');
  return src ? { src, alt: attribute(tag, 'alt') } : undefined;
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value
    .replace(/&(lt|gt|quot|#39);/g, (_all, entity: string) => ENTITIES[entity]!)
    .replaceAll('&amp;', '&');
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'" };
