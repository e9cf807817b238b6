import { attributes, type Html, html, raw } from '../../../core/html/html.ts';
import { TEXT_SIZES, withSources } from '../../../core/markdown/images.ts';
import type { PostSummary, ShownPhoto } from '../../api/contract.ts';
import { postName } from './kinds.ts';
import { postPath } from './paths.ts';

/** The pictures of a post, whole, one under the other. Each has its place before it has come, so that no text jumps. */
export function photos({ photos: all }: Pick<PostSummary, 'photos'>): Html {
  if (all.length === 0) return html``;
  return html`<div class="photos">${all.map((photo, index) => {
    const alt = photoAlt(photo);
    const label = alt === '' ? 'The picture in full size' : undefined;
    return html`<a${attributes({ href: photo.src, 'aria-label': label })}>${image(photo, alt, index > 0)}</a>`;
  })}</div>
`;
}

/** The first picture of a post in a list, which leads to the post and to the others. */
export function photoTeaser(post: PostSummary): Html {
  const [first, ...more] = post.photos;
  if (first === undefined) return html``;
  return html`<a class="teaser" href="${postPath(post)}">${image(first, photoAlt(first) || postName(post), true)}${
    more.length > 0 ? html`<span class="more">${more.length + 1} pictures</span>` : ''
  }</a>
`;
}

/** What a picture shows, in the words of the post or else of the list of media. */
export function photoAlt({ alt, known }: ShownPhoto): string {
  return alt || (known?.alt ?? '');
}

function image({ src, known }: ShownPhoto, alt: string, lazy: boolean): Html {
  const img = html`<img${attributes({
    class: 'u-photo',
    src: known?.src ?? src,
    alt,
    decoding: 'async',
    loading: lazy ? 'lazy' : undefined,
    width: known?.width,
    height: known?.height,
  })}>`;
  return raw(withSources(img.text, known?.sources ?? [], TEXT_SIZES));
}
