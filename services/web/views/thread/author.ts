import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Response } from '../../../api/contract.ts';

/** Links of strangers give nothing to their targets (https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links). */
const REL = 'nofollow ugc noopener';

/** Who responded, as an h-card (https://microformats.org/wiki/h-card). */
export function responseAuthor({ author }: Response): Html {
  const name = author.url
    ? html`<a class="p-name u-url"${attributes({ href: author.url, rel: author.owner ? 'author' : REL })}>${author.name}</a>`
    : html`<span class="p-name">${author.name}</span>`;
  return html`<span class="p-author h-card">${face(author)}${name}</span>`;
}

export function face({ name, photo }: { name: string; photo?: string | undefined }): Html {
  return photo
    ? html`<img class="u-photo" src="${photo}" alt="" width="32" height="32" loading="lazy" decoding="async">`
    : html`<span class="initial" aria-hidden="true">${initial(name)}</span>`;
}

/** A site as people name it: `ann.example`, or `ann.example/blog`. */
export function siteName(url: string): string {
  const { host, pathname } = new URL(url);
  return (host + pathname).replace(/^www\.|\/$/g, '');
}

/** What is known of the name, in a word. */
export function proof({ author, origin, url }: Response): Html {
  if (author.owner) return html`<span class="badge owner">Author</span>`;
  if (origin !== 'comment') {
    const host = url === undefined ? undefined : URL.parse(url)?.hostname.replace(/^www\./, '');
    return host === undefined
      ? html``
      : html`<span class="badge" title="Written on their own site">${host}</span>`;
  }
  if (author.site !== undefined)
    return html`<span class="badge" title="Signed in with this site">✓ <span class="visually-hidden">signed with </span>${siteName(author.site)}</span>`;
  return author.verified
    ? html`<span class="badge" title="Proved by the code that this name has here">✓<span class="visually-hidden"> proved by a code</span></span>`
    : html``;
}

let segmenter: Intl.Segmenter | undefined;

/** The first letter as people see it, which may be several characters. */
function initial(name: string): string {
  // Nothing can be joined to a Latin letter by a Latin letter, a digit or a space.
  if (/^[A-Za-z0-9](?:[ -~]|$)/.test(name)) return name[0]!.toUpperCase();
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(name)) return segment.toLocaleUpperCase();
  return '';
}
