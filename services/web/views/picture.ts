import { cardPath, cardText, type PostSummary, type Site } from '../../api/contract.ts';
import { photoAlt } from './photos.ts';

/** Pixels from which a picture looks well where a link to its post is shown large. */
const WIDE = 600;

export interface PostPicture {
  readonly src: string;
  readonly alt: string;
}

/**
 * The picture that stands for a post where it is linked, as a path or address: its first photo, or the first in its text, when it
 * is known to be wide enough, or else the card that is drawn of its words.
 */
export function postPicture(post: PostSummary & { html?: string | undefined }, site: Site): PostPicture {
  return firstWide(post) ?? { src: cardPath(post, site), alt: cardText(post, site).title };
}

function firstWide({ photos, html = '' }: Pick<PostSummary, 'photos'> & { html?: string | undefined }) {
  const [photo] = photos;
  if (photo) {
    const { src, known } = photo;
    return (known?.width ?? 0) >= WIDE ? { src: known?.src ?? src, alt: photoAlt(photo) } : undefined;
  }
  // The api renders the HTML: attributes are quoted, and nothing but a tag begins with `<`.
  const tag = /<img\s[^>]*>/.exec(html)?.[0];
  if (tag === undefined || !(Number(attribute(tag, 'width')) >= WIDE)) return undefined;
  return { src: attribute(tag, 'src'), alt: attribute(tag, 'alt') };
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value
    .replace(/&(lt|gt|quot|#39);/g, (_all, entity: string) => ENTITIES[entity]!)
    .replaceAll('&amp;', '&');
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'" };
