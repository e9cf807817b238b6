import { attributes, type Html, html } from '../../../core/html/html.ts';
import type { PostSummary } from '../../api/contract.ts';
import { postName } from './kinds.ts';
import { postPath } from './paths.ts';

/** The pictures of a post, whole, one under the other. Each has its place before it has come, so that no text jumps. */
export function photos({ photos: all }: Pick<PostSummary, 'photos'>): Html {
  if (all.length === 0) return html``;
  return html`<div class="photos">${all.map(
    ({ src, alt }, index) =>
      html`<a${attributes({ href: src, 'aria-label': alt === '' ? 'The picture in full size' : undefined })}><img${attributes({ class: 'u-photo', src, alt, decoding: 'async', loading: index > 0 ? 'lazy' : undefined })}></a>`,
  )}</div>
`;
}

/** The first picture of a post in a list, which leads to the post and to the others. */
export function photoTeaser(post: PostSummary): Html {
  const [first, ...more] = post.photos;
  if (first === undefined) return html``;
  return html`<a class="teaser" href="${postPath(post)}"><img${attributes({
    class: 'u-photo',
    src: first.src,
    alt: first.alt || postName(post),
    decoding: 'async',
    loading: 'lazy',
  })}>${more.length > 0 ? html`<span class="more">${more.length + 1} pictures</span>` : ''}</a>
`;
}
