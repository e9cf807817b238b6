import { visitElements } from '../../../core/html/elements.ts';
import { resolveUrl } from '../../../core/html/resolve-url.ts';
import { htmlToText } from '../../../core/html/text.ts';

/** What a page says of itself. */
export interface PagePreview {
  readonly title: string;
  readonly about: string;
  /** Name of the site; its host when it has none. */
  readonly site: string;
  /** Address of a picture. */
  readonly image: string | undefined;
}

/** It stands in the head; a page whose head is longer is not read further. */
const LOOK = 300_000;
const LONGEST_TITLE = 160;
const LONGEST_ABOUT = 300;
const LONGEST_SITE = 60;

/** Open Graph (https://ogp.me), Twitter cards, then what HTML itself has. */
const NAMES = {
  title: ['og:title', 'twitter:title'],
  about: ['og:description', 'twitter:description', 'description'],
  site: ['og:site_name', 'application-name'],
  image: ['og:image:secure_url', 'og:image', 'twitter:image', 'twitter:image:src'],
} as const;

/** Undefined for a page without a title. */
export function readPreview(html: string, url: string): PagePreview | undefined {
  const head = html.slice(0, LOOK);
  const said = new Map<string, string>();
  visitElements(head, (element, { property = '', name = '', content = '' }) => {
    const key = (property || name).trim().toLowerCase();
    if (element === 'meta' && key && content.trim() && !said.has(key)) said.set(key, content);
  });
  const first = (names: readonly string[]) => names.map(name => said.get(name)).find(Boolean);
  const own = /<title[^<>]{0,200}>([^<]{1,2000})<\/title/i.exec(head)?.[1];
  const title = line(first(NAMES.title) ?? (own && htmlToText(own)), LONGEST_TITLE);
  if (title === '') return undefined;
  const image = first(NAMES.image);
  return {
    title,
    about: line(first(NAMES.about), LONGEST_ABOUT),
    site: line(first(NAMES.site), LONGEST_SITE) || hostOf(url),
    image: image === undefined ? undefined : resolveUrl(image.trim(), url, 'fetch'),
  };
}

export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^www\./, '').slice(0, LONGEST_SITE);
}

/** One line of words, cut between them. */
function line(text: string | undefined, longest: number): string {
  const words = (text ?? '')
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (words.length <= longest) return words;
  const cut = words
    .slice(0, longest)
    .toWellFormed()
    .replace(/\s+\S*$/, '');
  return `${cut || words.slice(0, longest).toWellFormed()}…`;
}
